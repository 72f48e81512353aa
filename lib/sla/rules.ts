import type { DayUnit, TargetKind, TermUnit } from "@/db/enums";
import {
  addCalendarDays,
  addWorkingDays,
  addWorkingTime,
  type BusinessCalendar,
  subtractWorkingTime,
  workingTimeBetween,
} from "../calendar/rules";
import { wallClock } from "../clock";
import { DAY, HOUR } from "../dates";

/** How long something may take. */
export interface Term {
  amount: number;
  unit: TermUnit;
}

/** How much of a term is spent. It runs while `countedFrom` is set. */
export interface Count extends Term {
  /** Extended once, in writing: the term counts twice (Lei 13.460/2017, art. 16). */
  extendedAt: Date | null;
  startedAt: Date;
  countedFrom: Date | null;
  /** Milliseconds of working time, of the calendar that holds, counted before that. */
  spentWork: number;
  /** Days of the calendar counted before that. */
  spentDays: number;
  /** When it is due, should nothing stop it. Null while it stands in time; one that stands late keeps it. */
  dueAt: Date | null;
}

/** Share of a term after which a warning goes out. */
const WARNING = 0.75;

/** What is told of a count, by the step at which it is. */
export const STEPS = { warning: 1, due: 2, escalation: 3 } as const;

/** A term that begins. */
export function beginCount(calendar: BusinessCalendar, term: Term, now: Date): Count {
  const begun: Count = {
    ...term,
    extendedAt: null,
    startedAt: now,
    countedFrom: null,
    spentWork: 0,
    spentDays: 0,
    dueAt: null,
  };
  return runOn(calendar, begun, now);
}

/** Stops it: what is left stays as it is. */
export function stand<T extends Count>(calendar: BusinessCalendar, count: T, now: Date): T {
  if (!count.countedFrom) return count;
  const spent = spend(calendar, count, now);
  return { ...spent, countedFrom: null, dueAt: isLate(count, now) ? count.dueAt : null };
}

/** Goes on with what is left. One that stood late stays late. */
export function runOn<T extends Count>(calendar: BusinessCalendar, count: T, now: Date): T {
  if (count.countedFrom) return count;
  return { ...count, countedFrom: now, dueAt: count.dueAt ?? dueFrom(calendar, count, now) };
}

/**
 * Another term, or another calendar from now on. The time spent is kept: hours as they are, days as the same share of the
 * term, whose days are longer or shorter there. What is late stays late since when it was, but under another term.
 */
export function recount<T extends Count>(
  calendars: { before: BusinessCalendar; after: BusinessCalendar },
  count: T,
  term: Term & { extendedAt: Date | null },
  now: Date,
): T {
  const termed = { ...spend(calendars.before, count, now), ...pick(term) };
  const spent = { ...termed, spentWork: carried(calendars, termed) };
  const missed = isLate(count, now) && isSameTerm(count, spent) ? count.dueAt : null;
  const dueAt = missed ?? dueFrom(calendars.after, spent, now);
  if (count.countedFrom) return { ...spent, countedFrom: now, dueAt };
  return { ...spent, dueAt: dueAt < now ? dueAt : null };
}

/** What is spent, as so much of the term in the other calendar: no more of it than it was, to the millisecond. */
function carried(
  { before, after }: { before: BusinessCalendar; after: BusinessCalendar },
  count: Count,
): number {
  const [was, is] = [termWork(before, count), termWork(after, count)];
  // No share of nothing: of a day, say, from a day's end to the next day's opening.
  if (was === is || was === 0) return count.spentWork;
  return Number((BigInt(count.spentWork) * BigInt(is)) / BigInt(was));
}

const isSameTerm = (one: Count, other: Count) =>
  one.unit === other.unit && one.amount === other.amount && !one.extendedAt === !other.extendedAt;

const pick = ({ amount, unit, extendedAt }: Term & { extendedAt: Date | null }) => ({
  amount,
  unit,
  extendedAt,
});

/** True while a term of the law can be extended: once, and before it is over (Lei 13.460/2017, art. 16). */
export function isExtendable(
  { kind, unit, extendedAt, endedAt, dueAt }: Count & { kind: TargetKind; endedAt: Date | null },
  now: Date,
): boolean {
  const ofLaw = kind === "resolution" && unit === "calendar_days";
  return ofLaw && !extendedAt && !endedAt && !isLate({ dueAt }, now);
}

/** True once the promised moment is over. */
export function isLate({ dueAt }: Pick<Count, "dueAt">, now: Date): boolean {
  return dueAt !== null && dueAt < now;
}

/** How much of a term there is, and how much is left of it: negative when it is late. */
export interface Left {
  /** Of working time, or of days of the calendar: milliseconds of either. */
  unit: "working" | "calendar";
  left: number;
  total: number;
}

/** What is left of the count at a moment; while it stands, it stays. */
export function leftOf(calendar: BusinessCalendar, count: Count, now: Date): Left {
  if (count.unit === "calendar_days") {
    const total = termDays(count);
    const runs = count.countedFrom && count.dueAt;
    const left = runs ? daysSince(calendar, now, runs) : total - count.spentDays;
    return { unit: "calendar", left: left * DAY, total: total * DAY };
  }
  const total = termWork(calendar, count);
  if (count.countedFrom && count.dueAt) {
    const left =
      count.dueAt < now
        ? -workingTimeBetween(calendar, count.dueAt, now)
        : workingTimeBetween(calendar, now, count.dueAt);
    return { unit: "working", left, total };
  }
  return { unit: "working", left: total - count.spentWork, total };
}

/**
 * When what is to be told of a running count: the warning, its due moment, and the escalation so many working hours after.
 * What was told, and what is over and was overtaken by something else, is left out.
 */
export function alarmsOf(
  calendar: BusinessCalendar,
  count: Count & { told: number },
  escalationHours: number | null,
  now: Date,
): { step: number; at: Date }[] {
  const { dueAt, told } = count;
  if (!count.countedFrom || !dueAt) return [];
  const alarms: { step: number; at: Date }[] = [
    { step: STEPS.warning, at: warningAt(calendar, count, dueAt) },
    { step: STEPS.due, at: dueAt },
  ].filter(({ step }) => step > told);
  if (escalationHours !== null && told < STEPS.escalation) {
    alarms.push({ step: STEPS.escalation, at: addWorkingTime(calendar, dueAt, escalationHours * HOUR) });
  }
  const over = alarms.filter(({ at }) => at <= now).at(-1);
  return alarms.filter((alarm) => alarm.at > now || alarm === over);
}

/** The last quarter of the term lies behind this moment. */
function warningAt(calendar: BusinessCalendar, count: Count, dueAt: Date): Date {
  if (count.unit === "calendar_days")
    return new Date(dueAt.getTime() - (1 - WARNING) * termDays(count) * DAY);
  return subtractWorkingTime(calendar, dueAt, (1 - WARNING) * termWork(calendar, count));
}

/** What was counted since it last began to run, put to what was counted before. */
function spend<T extends Count>(calendar: BusinessCalendar, count: T, now: Date): T {
  if (!count.countedFrom) return count;
  const days = count.spentDays + daysSince(calendar, count.countedFrom, now);
  const work = count.spentWork + workingTimeBetween(calendar, count.countedFrom, now);
  const spent = { ...count, spentWork: work, spentDays: days };
  if (isLate(count, now)) return spent;
  // Its last day may have moved on to one of work, or lie among longer ones: who is in time has not spent more than there was.
  return count.unit === "calendar_days"
    ? { ...spent, spentDays: Math.min(days, termDays(count)) }
    : { ...spent, spentWork: Math.min(work, termWork(calendar, count)) };
}

/** When it is due if it goes on from now: in the past, where more is spent than there was. */
function dueFrom(calendar: BusinessCalendar, count: Count, now: Date): Date {
  if (count.unit === "calendar_days") {
    return addCalendarDays(calendar, now, termDays(count) - count.spentDays);
  }
  if (count.unit === "working_days" && count.spentWork === 0) {
    return addWorkingDays(calendar, now, count.amount);
  }
  const left = termWork(calendar, count) - count.spentWork;
  if (left < 0) return subtractWorkingTime(calendar, now, -left);
  const due = addWorkingTime(calendar, now, left);
  return count.unit === "working_days" ? openingAt(calendar, due) : due;
}

/** Days lead to a time of work: what would end with a day's work ends when the next begins. */
function openingAt(calendar: BusinessCalendar, moment: Date): Date {
  const next = new Date(moment.getTime() + 1);
  const opening = addWorkingTime(calendar, next, 0);
  return opening.getTime() === next.getTime() ? moment : opening;
}

const termDays = ({ amount, extendedAt }: Count) => (extendedAt ? 2 * amount : amount);

function termWork(calendar: BusinessCalendar, { amount, unit, startedAt }: Count): number {
  switch (unit) {
    case "working_minutes":
      return (amount * HOUR) / 60;
    case "working_hours":
      return amount * HOUR;
    default:
      return workingTimeBetween(calendar, startedAt, addWorkingDays(calendar, startedAt, amount));
  }
}

function daysSince({ timeZone }: BusinessCalendar, from: Date | null, now: Date): number {
  return from ? wallClock(now, timeZone).dayNumber - wallClock(from, timeZone).dayNumber : 0;
}

/** When a silence of so many days is over: of the calendar, to the exact hour, or of work. */
export function afterDays(calendar: BusinessCalendar, unit: DayUnit, start: Date, days: number): Date {
  return unit === "working_days"
    ? addWorkingDays(calendar, start, days)
    : new Date(start.getTime() + days * DAY);
}

/** When the notices before a lapse go out, the last one last; one longer than the count is skipped. */
export function noticesOf(
  calendar: BusinessCalendar,
  unit: DayUnit,
  start: Date,
  days: number,
  noticeDays: readonly number[],
): Date[] {
  return [...new Set(noticeDays)]
    .filter((before) => before <= days)
    .sort((a, b) => b - a)
    .map((before) => afterDays(calendar, unit, start, days - before));
}
