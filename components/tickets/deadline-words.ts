import { formatMoment } from "@/components/dates/time";
import type { OpenDeadline, TicketView } from "@/lib/tickets/view";

/** What is due and what happens otherwise, in the reader's words; null when no count runs. */
export function deadlineWords(
  ticket: Pick<TicketView, "deadlines" | "pending" | "reader" | "department">,
  now: Date,
): { text: string; deadline: OpenDeadline } | null {
  const [deadline] = ticket.deadlines;
  if (!deadline) return null;
  const until = formatMoment(deadline.dueAt, now, ticket.department.timeZone);
  const words = ticket.reader.kind === "staff" ? STAFF : REQUESTER;
  return { deadline, text: words[deadline.kind](until, ticket.pending?.from === "in_review") };
}

type Words = Record<OpenDeadline["kind"], (until: string, reviewing: boolean) => string>;

const REQUESTER: Words = {
  pending_lapse: (until, reviewing) =>
    `Responda até ${until}, senão ${reviewing ? "a análise continua sem a sua resposta" : "vamos propor o encerramento do chamado"}.`,
  validation_lapse: (until) => `Diga se resolveu até ${until}, senão o chamado será fechado.`,
  reopen_window: (until) => `Se o problema voltar, você pode reabrir o chamado até ${until}.`,
};

const STAFF: Words = {
  pending_lapse: (until) => `O requerente tem até ${until} para responder.`,
  validation_lapse: (until) => `O requerente tem até ${until} para dizer se resolveu.`,
  reopen_window: (until) => `Pode ser reaberto até ${until}.`,
};
