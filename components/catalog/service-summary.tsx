import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Clock, FileText, Users } from "@/components/ui/icons";
import type { ServicePage } from "@/lib/catalog/queries";
import { inWords } from "@/lib/numbers";

const LEVELS = { bronze: "bronze", silver: "prata", gold: "ouro" };

/** What a person wants to know before asking; the rest is folded. */
export function ServiceSummary({ service }: { service: ServicePage }) {
  return (
    <div className="grid gap-3">
      <Card as="section" aria-label="Resumo do serviço" className="grid gap-4">
        <Fact icon={<Clock />} label="Prazo">
          {service.longestTime}
        </Fact>
        <Fact icon={<Users />} label="Quem pode pedir">
          <p>{service.audience}</p>
          {service.classes.length > 0 && (
            <p className="text-sm text-soft">
              {service.classMatch === "all" ? "Exige as classes " : "Exige uma das classes "}
              {inWords(service.classes, service.classMatch === "all" ? "e" : "ou")}
            </p>
          )}
          {service.minimumLevel && (
            <p className="text-sm text-soft">
              Exige conta gov.br nível {LEVELS[service.minimumLevel]} ou maior
            </p>
          )}
        </Fact>
        <Fact icon={<FileText />} label="Documentos">
          {service.documents.length === 0 ? (
            "Nenhum"
          ) : (
            <ul className="grid list-disc gap-1 pl-5">
              {service.documents.map((document) => (
                <li key={document}>{document}</li>
              ))}
            </ul>
          )}
        </Fact>
      </Card>
      <Disclosure summary="Etapas, custo e contato">
        <MoreFacts service={service} />
      </Disclosure>
    </div>
  );
}

function Fact({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <span aria-hidden="true" className="mt-0.5 text-primary-ink [&>svg]:size-5">
        {icon}
      </span>
      <div className="min-w-0">
        <h2 className="text-sm text-soft">{label}</h2>
        <div>{children}</div>
      </div>
    </div>
  );
}

function MoreFacts({ service: { steps, cost, department } }: { service: ServicePage }) {
  return (
    <dl className="grid gap-4">
      {steps.length > 0 && (
        <More label="Etapas">
          <ol className="grid list-decimal gap-1 pl-5">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </More>
      )}
      <More label="Custo">{cost}</More>
      <More label="Quem atende">
        <p>{department.name}</p>
        <ul className="grid gap-0.5">
          {department.phone && (
            <li>
              <a href={`tel:${department.phone.replaceAll(/[^\d+]/g, "")}`} className="link">
                {department.phone}
              </a>
            </li>
          )}
          {department.email && (
            <li>
              <a href={`mailto:${department.email}`} className="link break-words">
                {department.email}
              </a>
            </li>
          )}
          {department.messageService && (
            <li>
              <a href={department.messageService} className="link">
                Conversar por mensagem
              </a>
            </li>
          )}
          {department.hours && <li className="text-soft">{department.hours}</li>}
        </ul>
      </More>
      <More label="Para reclamar">
        Responda no próprio chamado, recuse a solução se ela não resolveu, ou fale com quem atende pelos
        contatos acima.
      </More>
    </dl>
  );
}

function More({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  );
}
