import { and, desc, eq, gte, sql } from "drizzle-orm";
import type { Audience, LapseKind } from "@/db/enums";
import { outbox } from "@/db/schema/mail";
import { notices } from "@/db/schema/notices";
import { users } from "@/db/schema/people";
import { events } from "@/db/schema/tickets";
import type { EventFacts } from "../events/record";
import { type Addressed, whyWithheld } from "../mail/reader";
import { isUndelivered } from "../mail/undelivered";
import type { Change } from "./change";

type Within = Pick<Change, "tx" | "ticket" | "now">;

/** It went out, and as far as anybody told did not come back. */
const arrived = sql<boolean>`(${outbox.state} = 'sent' and ${isUndelivered} is not true)`;

/**
 * Whether anybody can know of the last notice of a silence, and still is as whom they were told. The portal tells who enters it;
 * who hears by letter alone was told by one that went out and did not come back. Of a letter that still waits only who
 * administers is said to hear: they are there for what does not go out.
 */
export async function wasHeard(change: Within, kind: LapseKind): Promise<boolean> {
  const { tx, ticket, now } = change;
  const entering = await requesterEnters(change);
  const [notice] = await tx
    .select({ id: events.id, facts: events.facts })
    .from(events)
    .where(
      and(
        eq(events.ticketId, ticket.id),
        eq(events.verb, "remind"),
        sql`${events.facts} ->> 'deadline' = ${kind}`,
        sql`${events.facts} ? 'told'`,
      ),
    )
    .orderBy(desc(events.at), desc(events.id))
    .limit(1);
  if (!notice) return entering;
  const { told = [] } = notice.facts as EventFacts;
  if (entering && told.includes("requester")) return true;
  for (const one of await reachedBy(change, notice.id, told))
    if (!(await whyWithheld({ ...one, ticketId: ticket.id }, now, tx))) return true;
  return false;
}

type Reached = Pick<Addressed, "recipientId" | "recipientAs">;

/** Whom a notice reached besides a requester who enters, each once for each as whom they were told. */
async function reachedBy(
  { tx, ticket }: Within,
  eventId: string,
  told: readonly Audience[],
): Promise<Iterable<Reached>> {
  const inPortal: Audience[] = told.filter((as) => as !== "requester" && as !== "administrators");
  const letters = await tx
    .select({
      recipientId: outbox.recipientId,
      recipientAs: outbox.recipientAs,
      waits: sql<boolean>`${outbox.state} = 'waiting'`,
      arrived,
    })
    .from(outbox)
    .where(eq(outbox.eventId, eventId));
  const shown = inPortal.length
    ? await tx.select({ userId: notices.userId }).from(notices).where(eq(notices.eventId, eventId))
    : [];
  const reached: Reached[] = letters.filter(
    ({ recipientId, recipientAs, waits, arrived }) =>
      arrived ||
      (recipientAs && inPortal.includes(recipientAs)) ||
      (waits && recipientId !== ticket.requesterId),
  );
  // What the portal shows does not say as whom.
  for (const { userId } of shown)
    for (const recipientAs of inPortal) reached.push({ recipientId: userId, recipientAs });
  return new Map(reached.map((one) => [`${one.recipientId} ${one.recipientAs}`, one])).values();
}

/** Whether the last notice of a silence, since it began, went to a requester who hears by letter alone and did not arrive. */
export async function isLost(change: Within, since: Date): Promise<boolean> {
  const { tx, ticket } = change;
  if (await requesterEnters(change)) return false;
  const [last] = await tx
    .select({ arrived })
    .from(outbox)
    .where(
      and(
        eq(outbox.ticketId, ticket.id),
        eq(outbox.recipientId, ticket.requesterId),
        eq(outbox.kind, "remind"),
        gte(outbox.createdAt, since),
      ),
    )
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(1);
  return last !== undefined && !last.arrived;
}

/** Who only ever wrote a message enters nowhere, nor does anybody whose account is disabled. */
async function requesterEnters({ tx, ticket }: Within): Promise<boolean> {
  const [requester] = await tx
    .select({ origin: users.origin, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.id, ticket.requesterId));
  return requester !== undefined && requester.origin !== "email" && !requester.disabledAt;
}
