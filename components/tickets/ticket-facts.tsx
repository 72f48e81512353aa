import { Fragment, type ReactNode } from "react";
import { formatDay, Time } from "@/components/dates/time";
import { Targets } from "@/components/sla/targets";
import { Link } from "@/components/ui/link";
import { fileUrl } from "@/lib/attachments/address";
import { formatNumber } from "@/lib/number";
import { CHANNEL_LABELS, CLOSED_BY_LABELS, PRIORITY_LABELS } from "@/lib/tickets/labels";
import type { TicketView } from "@/lib/tickets/view";
import { deadlineWords } from "./deadline-words";
import { FactList } from "./fact-list";
import { RevokeLinks } from "./revoke-links";
import { TicketProgress } from "./ticket-progress";

const LINK_WORDS = {
  continues: { from: "Continua", to: "Continua em" },
  split: { from: "Parte de", to: "Dividido em" },
  merged: { from: "Reuniu", to: "Reunido a" },
} as const;

/** What is known of a ticket, beside its conversation. */
export function TicketFacts({ ticket, now }: { ticket: TicketView; now: Date }) {
  const { department, requester, contact, staff } = ticket;
  const { timeZone } = department;
  const due = deadlineWords(ticket, now);
  const files = ticket.entries.flatMap((entry) => (entry.kind === "line" ? [] : entry.files));
  return (
    <>
      <Block title="Andamento">
        <TicketProgress
          ticket={ticket}
          detail={
            <>
              {ticket.pending && <p className="font-medium text-ink">{ticket.statusLabel}</p>}
              {due && <p>{due.text}</p>}
              {ticket.closedBy && <p>{CLOSED_BY_LABELS[ticket.closedBy]}</p>}
            </>
          }
        />
      </Block>
      {ticket.targets.length > 0 && (
        <Block title="Prazos">
          <Targets targets={ticket.targets} now={now} timeZone={timeZone} staff={staff !== null} />
        </Block>
      )}
      {staff && (
        <Block title="Atendimento">
          <FactList
            facts={[
              ["Quem atende", staff.assignee?.name ?? "Ninguém ainda"],
              ["Quem analisa", staff.reviewer?.name],
              ["Prioridade", PRIORITY_LABELS[staff.priority]],
              ["Observadores", staff.observers.join(", ")],
              ["Reaberturas", staff.reopenCount || null],
            ]}
          />
        </Block>
      )}
      <Block title={staff ? "Requerente" : "Quem pediu"}>
        <FactList
          facts={[
            ["Nome", requester.name],
            ["Instituição", requester.institution],
            ["CPF", staff?.requesterCpf],
            ["E-mail da conta", requester.email && <Mail address={requester.email} />],
            ["Telefone da conta", requester.phone],
            [
              "E-mail deste chamado",
              other(contact.email, requester.email) && <Mail address={contact.email ?? ""} />,
            ],
            ["Telefone deste chamado", other(contact.phone, requester.phone)],
          ]}
        />
        {ticket.verbs.includes("revoke_links") && <RevokeLinks number={ticket.number} />}
      </Block>
      <Block title="Chamado">
        <FactList
          facts={[
            ["Serviço", ticket.service.name],
            ["Assunto", ticket.subject],
            ["Setor", department.name],
            ["Quem atende", staff ? null : ticket.attendant],
            [
              "Aberto em",
              <Time key="opened" value={ticket.openedAt} now={now} timeZone={timeZone} as="moment" />,
            ],
            ["Previsão", ticket.promised && `até ${formatDay(ticket.promised)}`],
            [
              "Última mudança",
              <Time key="updated" value={ticket.updatedAt} now={now} timeZone={timeZone} as="moment" />,
            ],
            [
              "Encerrado em",
              ticket.closedAt && <Time value={ticket.closedAt} now={now} timeZone={timeZone} as="moment" />,
            ],
            ["Canal", CHANNEL_LABELS[ticket.channel]],
            ["Localidade", ticket.locality],
            ...ticket.links.map(
              (link) =>
                [
                  LINK_WORDS[link.kind][link.direction],
                  <Link key={link.number} href={`/chamados/${link.number}`} className="link">
                    {formatNumber(link.number)}, {link.title}
                  </Link>,
                ] as const,
            ),
          ]}
        />
      </Block>
      {files.length > 0 && (
        <Block title={`Arquivos (${files.length})`}>
          <ul className="grid gap-1.5">
            {files.map((file) => (
              <li key={file.id}>
                <a href={fileUrl(file.id)} download={file.name} className="link break-all">
                  {file.name}
                </a>
              </li>
            ))}
          </ul>
        </Block>
      )}
      <Block title="Contato do setor">
        <FactList
          facts={[
            ["Telefone", department.phone],
            ["E-mail", department.email && <Mail address={department.email} />],
            ["Horário", department.hours],
            ["Mensagens", department.messageService],
          ]}
        />
      </Block>
    </>
  );
}

/** The value if it says more than what is already known. */
const other = (value: string | null, known: string | null) => (value === known ? null : value);

function Mail({ address }: { address: string }) {
  return (
    <a href={`mailto:${address}`} className="link">
      {address.split("@").map((part, place) => (
        <Fragment key={part}>
          {place > 0 && "@"}
          <wbr />
          {part}
        </Fragment>
      ))}
    </a>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line pt-4 first:border-t-0 first:pt-0">
      <h2 className="mb-2.5 font-bold">{title}</h2>
      {children}
    </section>
  );
}
