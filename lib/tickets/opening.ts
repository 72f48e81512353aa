import { and, eq } from "drizzle-orm";
import { v7 } from "uuid";
import type { AuthorSide, Channel, IdentifierKind, Priority } from "@/db/enums";
import type { Tx } from "@/db/index";
import { messages, ticketIdentifiers, tickets } from "@/db/schema/tickets";
import type { Actor } from "../actor";
import { accountOf } from "../actor";
import { type EventFacts, recordEvent } from "../events/record";
import { faultPoint } from "../fault";
import { describeAnswers, identifiersOf } from "../forms/answers";
import type { Answers, FormDefinition } from "../forms/schema";
import type { RichDocument } from "../richtext/schema";
import { beginWords } from "../words";
import { startTargets } from "./targets";

/** A ticket about to begin, its answers already checked. */
export interface Beginning {
  requester: { id: string; name: string; institutionId: string | null };
  departmentId: string;
  serviceId: string;
  formVersionId: string;
  subjectId: string;
  answers: Record<string, unknown>;
  channel: Channel;
  locality: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  priority?: Priority;
  submissionKey: string;
  /** Whether the requester surely asks for it; left out: they do. */
  proved?: boolean;
  side: AuthorSide;
  facts: EventFacts;
  /** What was written instead of a form, and by whom, where that is not the actor. */
  said?: { body: RichDocument | null; authorId: string };
  /** The title, once the number is known. */
  title: (number: number) => string;
  /** What search finds the ticket by, besides its title and requester. */
  words: string;
  identifiers: readonly { kind: IdentifierKind; value: string }[];
}

export interface Begun {
  id: string;
  number: number;
  title: string;
  messageId: string;
  eventId: string;
}

/** What search finds a ticket by, of all that its form asked. */
export function findableBy(
  definition: FormDefinition,
  subjectId: string,
  answers: Readonly<Answers>,
): Pick<Beginning, "words" | "identifiers"> {
  const described = describeAnswers(definition, subjectId, answers);
  return {
    words: described.map((answer) => `${answer.label} ${answer.text}`).join("\n"),
    identifiers: identifiersOf(definition, subjectId, answers),
  };
}

/** Writes a new ticket with its number, event, request, words and what is promised for it. Null when this form was already sent. */
export async function beginTicket(
  tx: Tx,
  actor: Actor,
  beginning: Beginning,
  now: Date,
): Promise<Begun | null> {
  const { requester, side, facts, said, title: titleOf, words, identifiers, ...columns } = beginning;
  const id = v7();
  const [inserted] = await tx
    .insert(tickets)
    .values({
      ...columns,
      id,
      title: "",
      status: "new",
      requesterId: requester.id,
      institutionId: requester.institutionId,
      openedAt: now,
      updatedAt: now,
      statusSince: now,
    })
    .onConflictDoNothing({ target: [tickets.requesterId, tickets.submissionKey] })
    .returning({ number: tickets.number });
  if (!inserted) return null;
  faultPoint("numbered");

  const { departmentId, serviceId, priority = "normal" } = columns;
  const promisedOn = await startTargets(tx, { id, departmentId, serviceId, priority }, now);
  const title = titleOf(inserted.number);
  await tx.update(tickets).set({ title, promisedOn }).where(eq(tickets.id, id));
  const messageId = v7();
  const eventId = await recordEvent(tx, {
    ticketId: id,
    verb: "open",
    actor,
    side,
    at: now,
    from: null,
    to: "new",
    facts: { ...facts, messageId },
  });
  await tx.insert(messages).values({
    id: messageId,
    ticketId: id,
    kind: "request",
    side,
    authorId: said?.authorId ?? accountOf(actor),
    body: said?.body ?? null,
    createdAt: now,
    eventId,
  });
  if (identifiers.length > 0) {
    await tx
      .insert(ticketIdentifiers)
      .values(identifiers.map((identifier) => ({ ticketId: id, ...identifier })))
      .onConflictDoNothing();
  }
  faultPoint("recorded");
  await beginWords(tx, id, [title, requester.name, words].join("\n"));
  return { id, number: inserted.number, title, messageId, eventId };
}

/** Number of the ticket this form already became; null when it became none. */
export async function alreadyOpened(
  tx: Tx,
  requesterId: string,
  submissionKey: string,
): Promise<number | null> {
  const [row] = await tx
    .select({ number: tickets.number })
    .from(tickets)
    .where(and(eq(tickets.requesterId, requesterId), eq(tickets.submissionKey, submissionKey)));
  return row?.number ?? null;
}
