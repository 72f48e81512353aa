import { and, eq, gte, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { TARGET_KINDS, type TargetKind, type TicketStatus, type TicketVerb } from "@/db/enums";
import type { Tx } from "@/db/index";
import { services, serviceTargets } from "@/db/schema/catalog";
import { deadlines, events, tickets, ticketTargets } from "@/db/schema/tickets";
import { calendarFor } from "../calendar/queries";
import type { BusinessCalendar } from "../calendar/rules";
import { promisedDay } from "../catalog/promise";
import { dayIn } from "../dates";
import { alarmsOf, beginCount, isLate, recount, runOn, stand, type Term } from "../sla/rules";
import type { Change } from "./change";
import { cancelDeadlines } from "./deadline";

/** What the clock of the resolution does in a status. The first response runs until somebody answers. */
const CLOCK: Record<TicketStatus, "runs" | "stands" | "ended"> = {
  new: "runs",
  in_review: "runs",
  assigned: "runs",
  pending: "stands",
  validating: "stands",
  resolved: "ended",
  closed: "ended",
  rejected: "ended",
  cancelled: "ended",
};

/** First public acts of a person. */
const RESPONSES: ReadonlySet<TicketVerb> = new Set([
  "follow_up",
  "reject_analysis",
  "propose_solution",
  "extend",
  "split",
]);
/** Acts after which another term, or another calendar, holds. */
const MOVES_TERM: ReadonlySet<TicketVerb> = new Set([
  "transfer",
  "change_service",
  "change_priority",
  "extend",
]);
/** Ends after which there was nothing to keep. */
const MOOT: ReadonlySet<TicketVerb> = new Set(["cancel", "merge"]);

type Row = typeof ticketTargets.$inferSelect;

interface Subject {
  id: string;
  departmentId: string;
  serviceId: string;
  priority: (typeof tickets.$inferSelect)["priority"];
}

/** The terms that a service promises at a priority. */
async function termsOf(tx: Tx, { serviceId, priority }: Subject): Promise<Map<TargetKind, Term>> {
  const rows = await tx
    .select({ kind: serviceTargets.kind, amount: serviceTargets.amount, unit: serviceTargets.unit })
    .from(serviceTargets)
    .where(and(eq(serviceTargets.serviceId, serviceId), eq(serviceTargets.priority, priority)));
  return new Map(rows.map(({ kind, ...term }) => [kind, term]));
}

/**
 * Begins what the service promises for a new ticket. The ISO day by which it should be done: of its term, or of what its
 * service says in words; null where neither names one.
 */
export async function startTargets(tx: Tx, ticket: Subject, now: Date): Promise<string | null> {
  const terms = await termsOf(tx, ticket);
  const { escalationHours, longestTime } = await wordsOf(tx, ticket.serviceId);
  const calendar = await calendarFor(tx, ticket.departmentId);
  let dueAt: Date | null = null;
  for (const [kind, term] of terms) {
    const count = { ...beginCount(calendar, term, now), told: 0 };
    await tx.insert(ticketTargets).values({ ticketId: ticket.id, kind, ...count });
    await setAlarms(tx, ticket.id, kind, alarmsOf(calendar, count, escalationHours, now), now);
    if (kind === "resolution") dueAt = count.dueAt;
  }
  return dueAt ? dayIn(calendar.timeZone, dueAt) : promisedDay(longestTime, now, calendar);
}

/** What a service says of its promises beside their terms. */
async function wordsOf(tx: Tx, serviceId: string) {
  const [service] = await tx
    .select({ escalationHours: services.escalationHours, longestTime: services.longestTime })
    .from(services)
    .where(eq(services.id, serviceId));
  if (!service) throw new Error(`service ${serviceId} is gone`);
  return service;
}

/** Lets what is promised follow a change: it stops, goes on, ends, or is counted by another term. */
export async function followTargets(change: Change): Promise<void> {
  const { tx, ticket, current, verb, now } = change;
  const moved = CLOCK[change.from] !== CLOCK[change.to];
  if (!moved && !RESPONSES.has(verb) && !MOVES_TERM.has(verb)) return;
  const held = await tx
    .select()
    .from(ticketTargets)
    .where(eq(ticketTargets.ticketId, ticket.id))
    .for("update");
  const moves = MOVES_TERM.has(verb);
  if (held.length === 0 && !moves) return;

  const before = await calendarFor(tx, ticket.departmentId);
  const after =
    current.departmentId === ticket.departmentId ? before : await calendarFor(tx, current.departmentId);
  const terms = moves ? await termsOf(tx, current) : null;
  // Nobody owes a first response to who has one.
  if (terms?.has("first_response") && (await wasAnswered(tx, ticket.id))) terms.delete("first_response");
  const served = current.serviceId === ticket.serviceId;
  const other = served ? null : await wordsOf(tx, current.serviceId);
  const hours = (other ?? ticket.service).escalationHours;
  let words = other;
  let termDay: string | null = null;
  for (const kind of TARGET_KINDS) {
    const row = held.find((one) => one.kind === kind);
    const next = nextOf(change, kind, row, { before, after }, terms);
    // Of a term that stands: should it go on now.
    const dueAt = other && kind === "resolution" && next && !next.endedAt && runOn(after, next, now).dueAt;
    if (dueAt) termDay = dayIn(after.timeZone, dueAt);
    if (kind === "resolution" && row && !row.endedAt && next?.endedAt && next.met === null)
      words ??= await wordsOf(tx, current.serviceId);
    // What is told of the same promise is for its service to say.
    if (!next || (next === row && (served || row.endedAt))) continue;
    const { ticketId: _, kind: __, ...columns } = next;
    await tx
      .insert(ticketTargets)
      .values({ ticketId: ticket.id, kind, ...columns })
      .onConflictDoUpdate({ target: [ticketTargets.ticketId, ticketTargets.kind], set: columns });
    await cancelDeadlines(tx, ticket.id, [kind], now);
    await setAlarms(tx, ticket.id, kind, alarmsOf(after, next, hours, now), now);
  }
  // The promise of another service is another one; and where a priority has no term, its service's words are left.
  if (!words) return;
  const promisedOn = termDay ?? promisedDay(words.longestTime, ticket.openedAt, after);
  await tx.update(tickets).set({ promisedOn }).where(eq(tickets.id, ticket.id));
}

async function wasAnswered(tx: Tx, ticketId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.ticketId, ticketId), inArray(events.verb, [...RESPONSES])))
    .limit(1);
  return rows.length > 0;
}

interface Calendars {
  before: BusinessCalendar;
  after: BusinessCalendar;
}

/** What a change makes of one promise; the row as it was, or null, where it makes nothing of it. */
function nextOf(
  change: Change,
  kind: TargetKind,
  row: Row | undefined,
  calendars: Calendars,
  terms: ReadonlyMap<TargetKind, Term> | null,
): Row | null {
  const { verb, now, to, ticket } = change;
  const clock = kind === "resolution" ? CLOCK[to] : CLOCK[to] === "ended" ? "ended" : "runs";
  const over = clock === "ended" || (kind === "first_response" && RESPONSES.has(verb));
  if (!row) {
    const term = terms?.get(kind);
    if (!term || over) return null;
    const begun = beginCount(calendars.after, term, now);
    const count = clock === "stands" ? stand(calendars.after, begun, now) : begun;
    return { ticketId: ticket.id, kind, ...count, told: 0, endedAt: null, met: null };
  }
  const answered = kind === "first_response" && row.endedAt !== null && row.met !== null;
  if (answered) return row;
  const revived = row.endedAt !== null && (verb === "reopen" || terms?.has(kind));
  if (row.endedAt && !revived) return row;
  const open: Row = row.endedAt ? { ...row, endedAt: null, met: null } : row;
  if (over) return end(open, calendars.before, change);
  const termed = terms ? withTerm(open, terms.get(kind), change, calendars) : open;
  if (!termed) return end(open, calendars.before, change, null);
  return clock === "runs" ? runOn(calendars.after, termed, now) : stand(calendars.after, termed, now);
}

/** The promise under the term that holds now; null where there is none any more. */
function withTerm(row: Row, term: Term | undefined, change: Change, calendars: Calendars): Row | null {
  const extending = change.verb === "extend" && row.kind === "resolution";
  const kept = change.verb === "transfer" || change.verb === "extend";
  const same = kept || (term && term.amount === row.amount && term.unit === row.unit);
  if (same && calendars.before === calendars.after && !extending) return row;
  const next = kept ? row : term;
  if (!next) return null;
  // Given in writing, and once: another term does not take it back.
  const extendedAt = extending ? change.now : row.extendedAt;
  return { ...recount(calendars, row, { ...next, extendedAt }, change.now), told: 0 };
}

/** The promise comes to its end, kept or not. */
function end(row: Row, calendar: BusinessCalendar, change: Change, met?: null): Row {
  const stopped = stand(calendar, row, change.now);
  const late = stopped.dueAt !== null && isLate(stopped, change.now);
  const moot = met === null || MOOT.has(change.verb) || (row.kind === "first_response" && !spoke(change));
  // Where nothing is promised any more there is nothing to have missed.
  return { ...stopped, endedAt: change.now, met: met === null ? null : late ? false : moot ? null : true };
}

const spoke = ({ verb }: Change) => RESPONSES.has(verb);

async function setAlarms(
  tx: Tx,
  ticketId: string,
  kind: TargetKind,
  alarms: readonly { step: number; at: Date }[],
  now: Date,
): Promise<void> {
  if (alarms.length === 0) return;
  await tx
    .insert(deadlines)
    .values(alarms.map(({ step, at }) => ({ ticketId, kind, step, startedAt: now, dueAt: at })));
}

/** SQL: the resolution of the ticket is promised by a term of the law that can still be extended. */
export function extendable(now: Date): SQL {
  return sql`exists (${sql`select 1 from ${ticketTargets} where ${and(
    eq(ticketTargets.ticketId, tickets.id),
    extendableNow(now),
  )}`})`;
}

/** Conditions on the row of what is promised. */
export function extendableNow(now: Date): SQL | undefined {
  return and(
    eq(ticketTargets.kind, "resolution"),
    eq(ticketTargets.unit, "calendar_days"),
    isNull(ticketTargets.extendedAt),
    isNull(ticketTargets.endedAt),
    or(isNull(ticketTargets.dueAt), gte(ticketTargets.dueAt, now)),
  );
}
