import { Time } from "@/components/dates/time";
import { FactList } from "@/components/tickets/fact-list";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Download } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Message } from "@/components/ui/message";
import { formatSize } from "@/lib/attachments/limits";
import { reasonsInWords } from "@/lib/incoming/labels";
import type { IncomingView } from "@/lib/incoming/queries";
import { formatNumber } from "@/lib/number";
import { DecideMail } from "./decide-mail";

/** One message that waits, or was put away: who sent it, what it says, why it is here, and what can become of it. */
export function IncomingMessage({ message, now }: { message: IncomingView; now: Date }) {
  const { timeZone, words, ticket } = message;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8">
      <div className="grid min-w-0 content-start gap-5">
        <Message tone={message.state === "quarantined" ? "warning" : "info"} title={reasonsInWords(message)}>
          {message.state === "quarantined"
            ? "Confira quem enviou e o que diz antes de decidir. Até lá, nada disto está em chamado nenhum."
            : "Esta mensagem está nos descartados e sai do portal 30 dias depois."}
        </Message>
        <Card as="section" aria-label="Mensagem" className="grid gap-4">
          <FactList
            facts={[
              ["De", sender(message)],
              ["Para", message.to.join(", ")],
              [
                "Recebida",
                <Time key="at" value={message.receivedAt} now={now} timeZone={timeZone} as="exact" />,
              ],
              ["Setor", message.department?.name ?? "Nenhum"],
              [
                "Parece ser do chamado",
                ticket && (
                  <Link key="ticket" href={`/chamados/${ticket.number}`} className="link">
                    {formatNumber(ticket.number)}, {ticket.title}
                  </Link>
                ),
              ],
              ["Arquivos", message.files.map(({ name, size }) => `${name} (${formatSize(size)})`).join(", ")],
            ]}
          />
          <hr className="border-line" />
          {words ? (
            <p className="max-w-prose break-words whitespace-pre-line">
              {words.own || words.whole || "A mensagem não tem texto."}
            </p>
          ) : (
            <p className="text-soft">O texto não pode ser mostrado.</p>
          )}
          {words?.own && words.whole !== words.own && (
            <Disclosure summary="Mensagem inteira, com o que foi citado">
              <p className="max-w-prose break-words whitespace-pre-line">{words.whole}</p>
            </Disclosure>
          )}
          {message.original && (
            <div>
              <ButtonLink
                href={`/api/attachments/mail/${message.id}`}
                download
                size="small"
                icon={<Download />}
              >
                Baixar o e-mail como chegou
              </ButtonLink>
            </div>
          )}
        </Card>
      </div>
      <DecideMail
        id={message.id}
        state={message.state}
        ticket={ticket?.number ?? null}
        readable={words !== null}
        ofTeam={message.ofTeam}
        owned={message.department !== null}
        openings={message.openings}
        departments={message.departments}
      />
    </div>
  );
}

function sender({ fromName, from }: IncomingView): string {
  if (!from) return fromName || "Não diz";
  return fromName ? `${fromName} <${from}>` : from;
}
