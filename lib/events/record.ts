import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import type { Audience, AuthorSide, DeadlineKind, TicketStatus, TicketVerb } from "@/db/enums";
import type { Tx } from "@/db/index";
import { type Actor, accountOf } from "../actor";

/**
 * Why no letter tells a requester of what ends: no account of theirs is open; they only write, from an address that takes no
 * mail, or the last letter to them did not arrive; or they have no address, and the portal alone tells them.
 */
export type Unreached = "disabled" | "blocked" | "undelivered" | "no_address";

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
  /** Which silence ends, or what was promised. */
  deadline?: DeadlineKind;
  /** What is told of it: see the steps of lib/sla. */
  step?: number;
  /** The notice was late, and what it announces waits for it. */
  postponed?: boolean;
  /** No letter could tell the requester. */
  unreached?: Unreached;
  /** Who was told of what ends, or of a promise; nobody where it is empty. */
  told?: Audience[];
  stars?: number;
  /** The message it came by, who let it through, if somebody had to, and whether it said more. */
  incomingId?: string;
  releasedBy?: string;
  cut?: boolean;
  /** Of what was let through: it came from an address that is not the requester's, and when it came (ISO). */
  otherSender?: true;
  receivedAt?: string;
  /** A manager was told: nobody attends, or "still needed" came for the third time. */
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
  // In words: every act writes one, and the query builder took as long as the database.
  await tx.execute(sql`
    with event as (
      insert into events
        (id, ticket_id, verb, actor_kind, actor_id, side, at, internal, from_status, to_status, facts)
      values (
        ${id}, ${change.ticketId}, ${change.verb}, ${change.actor.kind}, ${accountOf(change.actor)}, ${change.side},
        ${change.at.toISOString()}, ${change.internal ?? false}, ${change.from}, ${change.to},
        ${JSON.stringify(change.facts ?? {})}
      )
      returning id, at
    )
    insert into unpublished_events (event_id, created_at) select id, at from event`);
  return id;
}
