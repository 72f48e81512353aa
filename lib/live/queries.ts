import "server-only";
import { and, asc, eq, gte, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { events, observers, tickets } from "@/db/schema/tickets";
import type { UserActor } from "../actor";
import type { LiveEvent } from "../events/relay";
import { readsInternal } from "../tickets/rules";
import { observes, visibleTo } from "../tickets/visibility";
import type { TicketCircle } from "./concern";
import type { LiveNotice } from "./notice";

const OVERLAP_MS = 10_000;
const LONGEST_ABSENCE_MS = 15 * 60_000;
const MOST_MISSED = 100;

/** Whom each of the tickets may concern, by ticket. */
export async function circlesOf(ticketIds: readonly string[]): Promise<Map<string, TicketCircle>> {
  const rows = await db
    .select({
      id: tickets.id,
      requesterId: tickets.requesterId,
      institutionId: tickets.institutionId,
      departmentId: tickets.departmentId,
      observerIds: observing(observers.userId),
      observerDepartmentIds: observing(observers.departmentId),
    })
    .from(tickets)
    .where(inArray(tickets.id, [...ticketIds]));
  return new Map(rows.map(({ id, ...circle }) => [id, circle]));
}

/** People or departments that observe the ticket. A query of its own, so that its columns keep their table's name. */
function observing(column: typeof observers.userId | typeof observers.departmentId) {
  const ids = db
    .select({ id: sql`${column}::text` })
    .from(observers)
    .where(and(eq(observers.ticketId, tickets.id), isNotNull(column)));
  return sql<string[]>`array(${ids})`;
}

/** Of these events, those the person may know of: the ticket is visible and an internal one is for them. */
export async function noticesFor(actor: UserActor, heard: readonly LiveEvent[]): Promise<LiveNotice[]> {
  if (heard.length === 0) return [];
  const rows = await db
    .select(standing(actor))
    .from(tickets)
    .where(and(inArray(tickets.id, [...new Set(heard.map((event) => event.ticketId))]), visibleTo(actor)));
  const seen = new Map(rows.map((row) => [row.id, row]));
  return heard.flatMap((event) => {
    const ticket = seen.get(event.ticketId);
    return ticket ? notice(actor, event, ticket) : [];
  });
}

/**
 * What the person missed since an event, or "refresh" when it is too long ago or too much to tell one by one.
 * Rows commit out of order, so it looks back a little further than asked.
 */
export async function missedSince(
  actor: UserActor,
  eventId: string,
  now: Date,
): Promise<LiveNotice[] | "refresh"> {
  const since = momentOf(eventId);
  if (since === null || now.getTime() - since > LONGEST_ABSENCE_MS) return "refresh";
  const rows = await db
    .select({
      event: { id: events.id, ticketId: events.ticketId, internal: events.internal, actorId: events.actorId },
      ticket: standing(actor),
    })
    .from(events)
    .innerJoin(tickets, eq(tickets.id, events.ticketId))
    .where(and(gte(events.id, firstIdAt(since - OVERLAP_MS)), ne(events.id, eventId), visibleTo(actor)))
    .orderBy(asc(events.id))
    .limit(MOST_MISSED + 1);
  if (rows.length > MOST_MISSED) return "refresh";
  return rows.flatMap(({ event, ticket }) => notice(actor, event, ticket));
}

function standing(actor: UserActor) {
  return {
    id: tickets.id,
    number: tickets.number,
    requesterId: tickets.requesterId,
    institutionId: tickets.institutionId,
    departmentId: tickets.departmentId,
    reviewerId: tickets.reviewerId,
    observed: sql<boolean>`${observes(actor)}`,
  };
}

interface Standing {
  id: string;
  number: number;
  requesterId: string;
  institutionId: string | null;
  departmentId: string;
  reviewerId: string | null;
  observed: boolean;
}

function notice(actor: UserActor, event: LiveEvent, ticket: Standing): LiveNotice[] {
  if (event.internal && !readsInternal(actor, { ...ticket, solutionAuthorId: null })) return [];
  return [{ id: event.id, ticketId: ticket.id, number: ticket.number, own: event.actorId === actor.userId }];
}

/** The moment a time-ordered id was made, in milliseconds; null when it is no such id. */
function momentOf(id: string): number | null {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)
    ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
    : null;
}

/** The lowest id that could have been made at a moment. */
function firstIdAt(milliseconds: number): string {
  const time = Math.max(0, milliseconds).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
