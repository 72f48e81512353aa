"use client";

import { formatMoment } from "@/components/dates/time";
import { ArrowRight, CircleCheckBig, Inbox, MessageCircleQuestion } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { formatNumber } from "@/lib/number";
import { formatCount } from "@/lib/numbers";
import type { Desk, Waiting, WaitingTicket } from "@/lib/tickets/attention";

type Props = {
  name: string;
  waiting: Waiting;
  /** Null for who attends nobody. */
  desk: Desk | null;
  now: Date;
};

/** Says hello, and first of all what cannot go on without the person. */
export function Greeting({ name, waiting, desk, now }: Props) {
  return (
    <section aria-labelledby="saudacao">
      <h1 id="saudacao" className="text-2xl font-bold">
        Olá, {name.split(" ")[0]}
      </h1>
      <p className="mt-1 text-lg text-soft">{situation(waiting, desk)}</p>
      {waiting.first.length > 0 && (
        <ul className="mt-5 grid gap-3 lg:grid-cols-[repeat(auto-fit,minmax(20rem,1fr))]">
          {waiting.first.map((ticket) => (
            <li key={ticket.number}>
              <WaitingCard ticket={ticket} now={now} />
            </li>
          ))}
        </ul>
      )}
      {waiting.solutions + waiting.questions > waiting.first.length && (
        <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
          {waiting.solutions > 1 && (
            <li>
              <Link href="/chamados?status=validar" className="link inline-block py-0.5">
                Ver todas as soluções propostas
              </Link>
            </li>
          )}
          {waiting.questions > 1 && (
            <li>
              <Link href="/chamados?status=aguardando" className="link inline-block py-0.5">
                Ver todas as perguntas da equipe
              </Link>
            </li>
          )}
        </ul>
      )}
      {desk && (
        <p className="mt-5">
          <Link
            href={desk.unassigned === 0 && desk.mine > 0 ? "/fila?aba=meus" : "/fila"}
            className="inline-flex min-h-11 items-center gap-2.5 rounded-md font-medium text-primary-ink no-underline hover:underline"
          >
            <Inbox aria-hidden="true" className="size-5" />
            {queueWords(desk)}
            <ArrowRight aria-hidden="true" className="size-4" />
          </Link>
        </p>
      )}
    </section>
  );
}

/** "1 solução e 2 perguntas esperam sua resposta." */
function situation({ solutions, questions }: Waiting, desk: Desk | null): string {
  const parts: string[] = [];
  if (solutions > 0) parts.push(solutions === 1 ? "1 solução" : `${solutions} soluções`);
  if (questions > 0)
    parts.push(questions === 1 ? "1 pergunta da equipe" : `${questions} perguntas da equipe`);
  if (parts.length === 0) {
    if (!desk) return "Nenhum chamado espera por você agora.";
    if (desk.mine === 0) return "Nenhum chamado está com você agora.";
    return `${desk.mine === 1 ? "1 chamado está" : `${formatCount(desk.mine)} chamados estão`} com você.`;
  }
  return `${parts.join(" e ")} ${solutions + questions === 1 ? "espera" : "esperam"} sua resposta.`;
}

function queueWords({ unassigned }: Desk): string {
  if (unassigned === 0) return "Abrir a fila de atendimento";
  return unassigned === 1
    ? "1 chamado sem atendente na fila"
    : `${formatCount(unassigned)} chamados sem atendente na fila`;
}

const kinds = {
  validating: { Icon: CircleCheckBig, words: "A solução espera sua resposta", bar: "border-l-bar-waiting" },
  pending: { Icon: MessageCircleQuestion, words: "A equipe espera sua resposta", bar: "border-l-warning" },
};

function WaitingCard({ ticket, now }: { ticket: WaitingTicket; now: Date }) {
  const { Icon, words, bar } = kinds[ticket.status];
  return (
    <Link
      href={`/chamados/${formatNumber(ticket.number)}`}
      className={`group flex h-full items-start gap-3 rounded-md border border-l-6 border-line bg-surface-raised p-4 text-ink no-underline transition-colors hover:bg-surface-hover ${bar}`}
    >
      <span
        data-status={ticket.status}
        className="grid size-10 shrink-0 place-items-center rounded-full bg-status text-status-ink high-contrast:border"
      >
        <Icon aria-hidden="true" className="size-5.5" />
      </span>
      <span className="min-w-0 grow">
        <span className="block font-bold group-hover:underline">{words}</span>
        <span className="line-clamp-2">{ticket.title}</span>
        <span className="block text-sm text-soft" suppressHydrationWarning>
          {formatNumber(ticket.number)}
          {ticket.dueAt && ` · responda até ${formatMoment(ticket.dueAt, now, ticket.timeZone)}`}
        </span>
      </span>
      <ArrowRight aria-hidden="true" className="mt-1 size-5 shrink-0 text-soft" />
    </Link>
  );
}
