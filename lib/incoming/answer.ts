import "server-only";
import { and, desc, eq, isNull, ne } from "drizzle-orm";
import { db, type Tx } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { outbox } from "@/db/schema/mail";
import { departments, users } from "@/db/schema/people";
import { closings, deadlines, messages, ratings, solutions, tickets } from "@/db/schema/tickets";
import { isWithinPace } from "../accounts/pace";
import { momentInFull } from "../dates";
import { env } from "../env";
import { shownPhone } from "../identifiers/phone";
import { enqueue, openLink } from "../mail/outbox";
import { formatNumber } from "../number";
import { rateLink } from "../tickets/closing";
import { ofSolution } from "../tickets/deadline";
import { answerLink } from "../tickets/solution";
import { INVITED_FOR } from "../tickets/survey";

interface Answer {
  to: string;
  /** Whose matter it answers, where it is of a ticket: its requester's. */
  requesterId?: string;
  subject: string;
  paragraphs: string[];
  ticketId: string | null;
  /** Where its button leads. */
  path: string | null;
  /** What can be done from it without a login. */
  linkId?: string | null;
}

/** A letter of our own in answer to a message, in the transaction that decides on it. */
async function send(
  tx: Tx,
  { to, requesterId, subject, paragraphs, ticketId, path, linkId }: Answer,
  now: Date,
): Promise<void> {
  await tx.insert(outbox).values({
    ticketId,
    recipientId: requesterId,
    recipientAs: requesterId ? "requester" : null,
    kind: "mail_answer",
    toAddress: to,
    subject,
    body: paragraphs.join("\n\n"),
    path,
    linkId,
    createdAt: now,
    nextAttemptAt: now,
  });
}

/** To who writes to a department that opens no tickets by mail: the way in. Few to one address, and nothing of what it said. */
export async function showTheWay(
  tx: Tx,
  { to, departmentId }: { to: string; departmentId: string },
  now: Date,
): Promise<void> {
  if (!(await isWithinPace(to, "mail_answer", now))) return;
  // Whose address it is nobody has proved: a flood of invented senders must not become a flood of ours.
  if (!(await isWithinPace(departmentId, "mail_answer_department", now))) return;
  const [department] = await tx.select().from(departments).where(eq(departments.id, departmentId));
  if (!department) return;
  const phone = shownPhone(department.phone);
  const messages = department.messageService && `conversa por mensagem em ${department.messageService}`;
  const contact = [phone, messages, department.hours].filter(Boolean).join(", ");
  await send(
    tx,
    {
      to,
      subject: `Sua mensagem a ${department.shortName}`,
      paragraphs: [
        "Olá.",
        `Recebemos a sua mensagem, mas ${department.name} não abre chamados por e-mail, por isso ela não virou um chamado. Abra o chamado pelo portal, em ${env().APP_URL}.`,
        `${department.name}${contact ? `: ${contact}` : ""}`,
      ],
      ticketId: null,
      path: null,
    },
    now,
  );
}

/**
 * To who answers a ticket that is over: that it is, and how to go on. What they answered may have held the invitation to rate,
 * which ended with it: while nobody has rated, this brings another.
 */
export async function tellItIsOver(
  tx: Tx,
  { to, userId, ticketId, enters }: { to: string; userId: string; ticketId: string; enters: boolean },
  now: Date,
): Promise<void> {
  if (!(await isWithinPace(to, "mail_answer", now))) return;
  if (!(await isWithinPace(`${to} ${ticketId}`, "mail_answer_ticket", now))) return;
  const [ticket] = await tx
    .select({
      number: tickets.number,
      title: tickets.title,
      slug: services.slug,
      timeZone: departments.timeZone,
    })
    .from(tickets)
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .where(eq(tickets.id, ticketId));
  if (!ticket) return;
  const number = formatNumber(ticket.number);
  const invitation = await openInvitation(tx, ticketId, now);
  const until = invitation && momentInFull(invitation.until, ticket.timeZone);
  await send(
    tx,
    {
      to,
      requesterId: userId,
      subject: `Re: [${number}] ${ticket.title}`.slice(0, 300),
      paragraphs: [
        "Olá.",
        "Este chamado já foi encerrado, por isso a sua mensagem não entrou nele. Ela está guardada com a equipe.",
        ...(until
          ? [`Se quiser avaliar o atendimento, use o botão “Avaliar o atendimento”, até ${until}.`]
          : []),
        enters
          ? "Se ainda precisar, abra um novo chamado a partir deste, em “Abrir um novo chamado”."
          : "Se ainda precisar, escreva uma mensagem nova ao endereço do setor.",
        `Chamado ${number}: ${ticket.title}`,
      ],
      ticketId,
      path: enters ? `/servicos/${ticket.slug}?continua=${ticket.number}` : null,
      linkId: invitation && (await openLink(tx, { ...invitation.link, userId }, { ticketId, now })),
    },
    now,
  );
}

/** The invitation to rate how a ticket was attended, while it stands and nobody has. */
async function openInvitation(tx: Tx, ticketId: string, now: Date) {
  const [closing] = await tx
    .select({ id: closings.id, at: closings.at, rated: ratings.id })
    .from(closings)
    .leftJoin(ratings, eq(ratings.closingId, closings.id))
    .where(and(eq(closings.ticketId, ticketId), isNull(closings.reopenedAt), ne(closings.by, "merge")))
    .orderBy(desc(closings.ordinal))
    .limit(1);
  if (!closing || closing.rated) return null;
  const until = new Date(closing.at.getTime() + INVITED_FOR);
  return now < until ? { until, link: rateLink(closing.id, closing.at) } : null;
}

/** To where the letters of a ticket go. */
const addressOf = ({ contactEmail, email }: { contactEmail: string | null; email: string | null }) =>
  contactEmail ?? email;

/**
 * Whether the question of `askIfSolved` may go out for a ticket now: counted before the transaction that writes it, which must
 * not wait for another connection.
 */
export async function mayAskIfSolved(ticketId: string, now: Date): Promise<boolean> {
  const [waiting] = await db
    .select({ contactEmail: tickets.contactEmail, email: users.email })
    .from(tickets)
    .innerJoin(users, eq(users.id, tickets.requesterId))
    .innerJoin(solutions, and(eq(solutions.ticketId, tickets.id), eq(solutions.state, "waiting")))
    .where(eq(tickets.id, ticketId));
  const to = waiting ? addressOf(waiting) : null;
  return (
    to !== null &&
    (await isWithinPace(to, "mail_answer", now)) &&
    (await isWithinPace(`${to} ${ticketId}`, "mail_question_ticket", now))
  );
}

/**
 * To the requester of a ticket on which a message was said while a solution waits: that it is there, and that it does not say whether the solution
 * helped. It quotes the letter whose link would have let them say so, and which it ended; this one brings another, to where
 * the ticket's letters go. Nothing where no solution waits.
 */
export async function askIfSolved(
  tx: Tx,
  { messageId, otherSender }: { messageId: string; otherSender: boolean },
  now: Date,
): Promise<void> {
  const [found] = await tx
    .select({
      eventId: messages.eventId,
      ticketId: tickets.id,
      number: tickets.number,
      title: tickets.title,
      proved: tickets.proved,
      contactEmail: tickets.contactEmail,
      userId: users.id,
      name: users.name,
      email: users.email,
      origin: users.origin,
      solutionId: solutions.id,
      dueAt: deadlines.dueAt,
      timeZone: departments.timeZone,
    })
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .innerJoin(users, and(eq(users.id, tickets.requesterId), isNull(users.disabledAt)))
    .innerJoin(solutions, and(eq(solutions.ticketId, tickets.id), eq(solutions.state, "waiting")))
    .innerJoin(deadlines, and(eq(deadlines.ticketId, tickets.id), ofSolution))
    .where(eq(messages.id, messageId));
  if (!found) return;
  const { ticketId, userId, title, proved, dueAt } = found;
  const to = addressOf(found);
  if (!to) return;
  const number = formatNumber(found.number);
  const question = {
    kind: "mail_question",
    recipientId: userId,
    recipientAs: "requester" as const,
    to,
    subject: `[${number}] ${proved ? `${title}: ` : ""}a solução resolveu?`,
    body: [
      proved ? `Olá, ${found.name}.` : "Olá.",
      `${otherSender ? "Uma mensagem de outra pessoa sobre este chamado" : "A sua mensagem"} chegou à equipe. Ela ainda não responde se o pedido se resolveu: diga pelo botão abaixo, até ${momentInFull(dueAt, found.timeZone)}. Se não resolveu, conte ali o que falta e a equipe continua. Sem a sua resposta, o chamado será encerrado.`,
      `Chamado ${number}${proved ? `: ${title}` : ""}`,
    ].join("\n\n"),
    messageId: null,
    path: found.origin === "email" ? null : `/chamados/${found.number}`,
    voice: "requester" as const,
    link: { ...answerLink(found.solutionId, dueAt), userId },
  };
  await enqueue(tx, [question], { ticketId, eventId: found.eventId, now });
}
