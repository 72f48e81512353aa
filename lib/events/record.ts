import { v7 } from "uuid";
import type { AuthorSide, TicketStatus, TicketVerb } from "@/db/enums";
import type { Tx } from "@/db/index";
import { events, unpublishedEvents } from "@/db/schema/tickets";
import { type Actor, accountOf } from "../actor";

/** Ids and facts of a change. Free text and personal data live in messages and answers, which can be erased. */
export interface EventFacts {
  messageId?: string;
  solutionId?: string;
  ratingId?: string;
  assigneeId?: string | null;
  formerAssigneeId?: string | null;
  reviewerId?: string | null;
  departmentId?: string;
  formerDepartmentId?: string;
  serviceId?: string;
  formerServiceId?: string;
  priority?: string;
  formerPriority?: string;
  pendingType?: string;
  pendingReason?: string;
  otherTicketId?: string;
  dueAt?: string;
  stars?: number;
  /** The manager is told: nobody attends, or "still needed" came for the third time. */
  escalated?: boolean;
}

interface Change {
  ticketId: string;
  verb: TicketVerb;
  actor: Actor;
  side: AuthorSide;
  at: Date;
  from: TicketStatus | null;
  to: TicketStatus;
  internal?: boolean;
  facts?: EventFacts;
}

/** Writes the row of a change inside its transaction; if it fails, the change fails. Returns the event's id. */
export async function recordEvent(tx: Tx, change: Change): Promise<string> {
  const id = v7();
  const event = tx.$with("event").as(
    tx
      .insert(events)
      .values({
        id,
        ticketId: change.ticketId,
        verb: change.verb,
        actorKind: change.actor.kind,
        actorId: accountOf(change.actor),
        side: change.side,
        at: change.at,
        internal: change.internal ?? false,
        fromStatus: change.from,
        toStatus: change.to,
        facts: change.facts ?? {},
      })
      .returning({ eventId: events.id, createdAt: events.at }),
  );
  await tx.with(event).insert(unpublishedEvents).select(tx.select().from(event));
  return id;
}
