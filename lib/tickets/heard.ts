import { and, desc, eq, gte, sql } from "drizzle-orm";
import type { LapseKind } from "@/db/enums";
import { outbox } from "@/db/schema/mail";
import { users } from "@/db/schema/people";
import { events } from "@/db/schema/tickets";
import type { EventFacts } from "../events/record";
import { isUndelivered } from "../mail/undelivered";
import type { Change } from "./change";

type Within = Pick<Change, "tx" | "ticket">;

/** It went out, and as far as anybody told did not come back. */
const arrived = sql<boolean>`(${outbox.state} = 'sent' and ${isUndelivered} is not true)`;

/**
 * Whether anybody can know of the last notice of a silence. The portal tells who enters it; who hears by letter alone was told by
 * one that went out and did not come back. Of a letter that still waits only who administers is said to hear: they are there for
 * what does not go out.
 */
export async function wasHeard({ tx, ticket }: Within, kind: LapseKind): Promise<boolean> {
  const entering = !(await hearsByLetterAlone({ tx, ticket }));
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
  if (told.some((as) => (as === "requester" ? entering : as !== "administrators"))) return true;
  const letters = await tx
    .select({ to: outbox.recipientId, state: outbox.state, arrived })
    .from(outbox)
    .where(eq(outbox.eventId, notice.id));
  return letters.some(
    ({ to, state, arrived }) => arrived || (state === "waiting" && to !== ticket.requesterId),
  );
}

/** Whether the last notice of a silence, since it began, went to a requester who hears by letter alone and did not arrive. */
export async function isLost({ tx, ticket }: Within, since: Date): Promise<boolean> {
  if (!(await hearsByLetterAlone({ tx, ticket }))) return false;
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

/** Who only ever wrote a message enters nowhere. */
async function hearsByLetterAlone({ tx, ticket }: Within): Promise<boolean> {
  const [requester] = await tx
    .select({ origin: users.origin })
    .from(users)
    .where(eq(users.id, ticket.requesterId));
  return requester?.origin === "email";
}
