import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { type DeadlineKind, LAPSE_KINDS, type LapseKind } from "@/db/enums";
import type { Tx } from "@/db/index";
import { deadlines } from "@/db/schema/tickets";
import { calendarFor } from "../calendar/queries";
import { usualCalendar } from "../calendar/usual";
import { DAY } from "../dates";
import type { LetterLink } from "../mail/link";
import { afterDays, noticesOf } from "../sla/rules";
import type { LockedTicket } from "./change";

type Counted = Pick<LockedTicket, "id" | "departmentId" | "service">;

/** Days are counted to the exact hour, or by the calendar of the department. */
const calendarOf = (tx: Tx, { service, departmentId }: Counted) =>
  service.dayUnit === "working_days" ? calendarFor(tx, departmentId) : usualCalendar("UTC");

/**
 * Starts (or starts anew) the count of a silence, with the notices that go before its end. Returns when it is due.
 */
export async function startLapse(tx: Tx, ticket: Counted, kind: LapseKind, now: Date): Promise<Date> {
  const { dayUnit, noticeDays, pendingLapseDays, validationLapseDays } = ticket.service;
  const days = kind === "pending_lapse" ? pendingLapseDays : validationLapseDays;
  const calendar = await calendarOf(tx, ticket);
  const dueAt = afterDays(calendar, dayUnit, now, days);
  const notices = noticesOf(calendar, dayUnit, now, days, noticeDays);
  await cancelDeadlines(tx, ticket.id, [kind], now);
  await tx.insert(deadlines).values(
    [dueAt, ...notices].map((moment, step) => ({
      ticketId: ticket.id,
      kind,
      step,
      startedAt: now,
      dueAt: moment,
    })),
  );
  return dueAt;
}

/** The count may move or start anew, and the clock be late: what a link is about decides whether it still leads anywhere. */
const LINK_LASTS = 60 * DAY;

/** Until when a link about something that a count ends is kept. */
export const afterCount = (dueAt: Date): Date => new Date(dueAt.getTime() + LINK_LASTS);

/** Lets the reader of a letter start a count again, as long as that count runs. */
export const needLink = (deadlineId: string, dueAt: Date): Omit<LetterLink, "userId"> => ({
  purpose: "still_needed",
  subjectId: deadlineId,
  expiresAt: afterCount(dueAt),
});

/** A letter is out that lets its reader start a count again. */
export const linked = sql<boolean>`exists (
  select 1 from letter_links l
  where l.ticket_id = deadlines.ticket_id and l.subject_id = deadlines.id and l.purpose = 'still_needed'
)`;

/** Opens the window in which the ticket can be reopened. Returns its end. */
export async function startWindow(tx: Tx, ticket: Counted, now: Date): Promise<Date> {
  const { dayUnit, reopenWindowDays } = ticket.service;
  const dueAt = afterDays(await calendarOf(tx, ticket), dayUnit, now, reopenWindowDays);
  await cancelDeadlines(tx, ticket.id, ["reopen_window"], now);
  await tx.insert(deadlines).values({ ticketId: ticket.id, kind: "reopen_window", startedAt: now, dueAt });
  return dueAt;
}

/** Ends open counts that no longer apply. */
export async function cancelDeadlines(
  tx: Tx,
  ticketId: string,
  kinds: readonly DeadlineKind[],
  now: Date,
): Promise<void> {
  await tx.update(deadlines).set({ cancelledAt: now }).where(openOf(ticketId, kinds));
}

/** What is open of a kind, by step, locked for the verb that settles it. */
export async function openDeadlines(tx: Tx, ticketId: string, kind: DeadlineKind) {
  return tx
    .select()
    .from(deadlines)
    .where(openOf(ticketId, [kind]))
    .orderBy(deadlines.step)
    .for("update");
}

/** The counts that run: lapses and the window, without what goes before them. */
export async function openCounts(tx: Tx, ticketId: string) {
  return tx
    .select({ kind: deadlines.kind, dueAt: deadlines.dueAt, noticedAt: deadlines.noticedAt, linked })
    .from(deadlines)
    .where(and(openOf(ticketId, [...LAPSE_KINDS, "reopen_window"]), eq(deadlines.step, 0)));
}

/** Of the counts of a ticket, the one that a waiting solution runs under. */
export const ofSolution = and(
  eq(deadlines.kind, "validation_lapse"),
  eq(deadlines.step, 0),
  isNull(deadlines.settledAt),
  isNull(deadlines.cancelledAt),
);

export type DeadlineRow = Awaited<ReturnType<typeof openDeadlines>>[number];

/** Marks rows as settled. */
export async function settle(tx: Tx, rows: readonly DeadlineRow[], now: Date): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await tx.update(deadlines).set({ settledAt: now }).where(inArray(deadlines.id, ids));
}

function openOf(ticketId: string, kinds: readonly DeadlineKind[]): SQL | undefined {
  return and(
    eq(deadlines.ticketId, ticketId),
    inArray(deadlines.kind, [...kinds]),
    isNull(deadlines.settledAt),
    isNull(deadlines.cancelledAt),
  );
}
