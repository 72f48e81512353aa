import { DEMO_PASSWORD, DEMO_PEOPLE } from "@/lib/demo/people";
import { formatCpf } from "@/lib/identifiers/cpf";
import { DemoLogins } from "./demo-logins";

/** The demo's list of logins. Rendered only where the demo is switched on. */
export function DemoSection({ csrfToken, callbackUrl }: { csrfToken: string; callbackUrl: string }) {
  const people = DEMO_PEOPLE.map(({ key, name, cpf, about }) => ({ key, name, cpf: formatCpf(cpf), about }));
  return (
    <section aria-labelledby="demonstracao">
      <h2 id="demonstracao" className="text-lg font-bold">
        Demonstração: escolha quem você é
      </h2>
      <p className="mt-1 mb-4 text-soft">
        Pessoas inventadas, todas com a senha <code className="figures font-medium">{DEMO_PASSWORD}</code>. As
        mesmas existem no gov.br simulado.
      </p>
      <DemoLogins people={people} password={DEMO_PASSWORD} csrfToken={csrfToken} callbackUrl={callbackUrl} />
    </section>
  );
}
