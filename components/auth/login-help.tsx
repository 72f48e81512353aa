import { Disclosure } from "@/components/ui/disclosure";

type Contact = {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  hours: string | null;
};

/** Whom to call: for a forgotten password, a disabled account, or anything else that keeps a person out. */
export function LoginHelp({ contacts }: { contacts: Contact[] }) {
  return (
    <Disclosure summary="Esqueci a senha ou preciso de ajuda para entrar">
      <p className="text-soft">
        Se a sua conta gov.br tem o mesmo CPF, entre por ela: não é preciso senha daqui. Para uma senha nova,
        fale com o setor que atende você:
      </p>
      <ul className="mt-4 grid gap-4">
        {contacts.map(({ id, name, phone, email, hours }) => (
          <li key={id}>
            <p className="font-medium">{name}</p>
            <p className="flex flex-wrap gap-x-4 text-sm">
              {phone && (
                <a href={`tel:${phone.replaceAll(/[^\d+]/g, "")}`} className="link py-0.5">
                  {phone}
                </a>
              )}
              {email && (
                <a href={`mailto:${email}`} className="link py-0.5">
                  {email}
                </a>
              )}
            </p>
            {hours && <p className="text-sm text-soft">{hours}</p>}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
