import { DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from "@/lib/demo/people";
import { formatCpf } from "@/lib/identifiers/cpf";
import { DemoLogins } from "./demo-logins";

const groups: { title: string; holds: (person: DemoPerson) => boolean }[] = [
  { title: "Quem pede", holds: (person) => !person.profiles && !person.operator && !person.admin },
  { title: "Quem atende e administra", holds: (person) => Boolean(person.profiles || person.admin) },
  { title: "Quem pede por uma instituição", holds: (person) => Boolean(person.operator) },
];

/** The demo's list of logins. Rendered only where the demo is switched on. */
export function DemoSection({ csrfToken, callbackUrl }: { csrfToken: string; callbackUrl: string }) {
  return (
    <section aria-labelledby="demonstracao">
      <h2 id="demonstracao" className="text-lg font-bold">
        Demonstração: escolha quem você é
      </h2>
      <p className="mt-1 text-soft">
        Pessoas inventadas, que existem também no gov.br simulado. A senha de todas é{" "}
        <span className="font-medium whitespace-nowrap text-ink">{DEMO_PASSWORD}</span>.
      </p>
      {groups.map(({ title, holds }) => (
        <div key={title} className="mt-5">
          <h3 className="mb-2 font-medium">{title}</h3>
          <DemoLogins
            people={DEMO_PEOPLE.filter(holds).map(({ key, name, cpf, about }) => ({
              key,
              name,
              cpf: formatCpf(cpf),
              about,
            }))}
            password={DEMO_PASSWORD}
            csrfToken={csrfToken}
            callbackUrl={callbackUrl}
          />
        </div>
      ))}
    </section>
  );
}
