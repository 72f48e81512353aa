import { momentAt, wallClock } from "../clock";
import { DAY } from "../dates";
import { type Closing, closingsIn } from "./holidays";
import { type Slot, without } from "./slots";

/** When a department works: its slots by weekday (from Sunday as 0, in order, none over another) but for its closings. */
export interface BusinessCalendar {
  timeZone: string;
  week: readonly (readonly Slot[])[];
  closings: readonly Closing[];
}

/** Working time from one moment to the next closing, as moments. */
interface Opening {
  from: number;
  to: number;
}

const MINUTE = 60_000;

/** So many days without work are a calendar that never opens. */
const LONGEST_REST_DAYS = 400;

/**
 * The moment after so much working time (milliseconds), the earliest there is: at 18:00 when that is when work ends, not
 * at 8:00 the next day. What begins outside working time begins with the next opening.
 */
export function addWorkingTime(calendar: BusinessCalendar, start: Date, time: number): Date {
  let left = time;
  for (const { from, to } of openingsAfter(calendar, start.getTime())) {
    const begin = Math.max(from, start.getTime());
    if (left <= to - begin) return new Date(begin + left);
    left -= to - begin;
  }
  throw neverOpens();
}

/** The latest moment from which so much working time (milliseconds) leads to the end. */
export function subtractWorkingTime(calendar: BusinessCalendar, end: Date, time: number): Date {
  let left = time;
  for (const { from, to } of openingsBefore(calendar, end.getTime())) {
    const last = Math.min(to, end.getTime());
    if (left <= last - from) return new Date(last - left);
    left -= last - from;
  }
  throw neverOpens();
}

/** Working time between two moments, in milliseconds; 0 when the second is not after the first. */
export function workingTimeBetween(calendar: BusinessCalendar, start: Date, end: Date): number {
  if (end <= start) return 0;
  let sum = 0;
  for (const { from, to } of openingsAfter(calendar, start.getTime())) {
    if (from >= end.getTime()) return sum;
    sum += Math.min(to, end.getTime()) - Math.max(from, start.getTime());
  }
  return sum;
}

/**
 * The same clock time so many working days later. What begins outside working time begins with the next opening; where the
 * last day has no work at that time, the end of the work before it counts, else that day's opening.
 */
export function addWorkingDays(calendar: BusinessCalendar, start: Date, days: number): Date {
  const begin = addWorkingTime(calendar, start, 0);
  if (days === 0) return begin;
  const { dayNumber, hour, minute } = wallClock(begin, calendar.timeZone);
  let day = dayNumber;
  for (let left = days; left > 0; left -= 1) day = nextWorkingDay(calendar, day + 1);
  const asked = momentAt(day, hour * 60 + minute, calendar.timeZone).getTime() + (begin.getTime() % MINUTE);
  const openings = openingsOn(calendar, day);
  const reached = openings.findLast(({ from }) => from <= asked);
  return new Date(reached ? Math.min(asked, reached.to) : (openings[0]?.from ?? asked));
}

/**
 * The end (23:59 on the wall) of a term in days of the calendar: the first day is not counted; one that would end on a day
 * without work, or on which work ends early, ends on the next working day (Lei 9.784/1999, art. 66).
 */
export function addCalendarDays(calendar: BusinessCalendar, start: Date, days: number): Date {
  let day = wallClock(start, calendar.timeZone).dayNumber + days;
  while (endsEarly(calendar, day)) day = nextWorkingDay(calendar, day + 1);
  return new Date(momentAt(day + 1, 0, calendar.timeZone).getTime() - 1);
}

/** The slots of a day, which counts from 1970-01-01, without what is closed. */
export function slotsOn(calendar: BusinessCalendar, dayNumber: number): readonly Slot[] {
  return daysOf(calendar).slots(dayNumber);
}

function endsEarly(calendar: BusinessCalendar, dayNumber: number): boolean {
  const last = slotsOn(calendar, dayNumber).at(-1)?.to;
  return last === undefined || last < (weekSlots(calendar, dayNumber).at(-1)?.to ?? 0);
}

function nextWorkingDay(calendar: BusinessCalendar, from: number): number {
  for (let day = from; day < from + LONGEST_REST_DAYS; day += 1) {
    if (slotsOn(calendar, day).length > 0) return day;
  }
  throw neverOpens();
}

/** From the one that a moment lies in, or touches the end of. */
function* openingsAfter(calendar: BusinessCalendar, moment: number): Generator<Opening> {
  let rest = 0;
  for (
    let day = wallClock(new Date(moment), calendar.timeZone).dayNumber - 1;
    rest < LONGEST_REST_DAYS;
    day += 1
  ) {
    rest += 1;
    for (const opening of openingsOn(calendar, day)) {
      if (opening.to < moment) continue;
      rest = 0;
      yield opening;
    }
  }
}

/** The same backwards. */
function* openingsBefore(calendar: BusinessCalendar, moment: number): Generator<Opening> {
  let rest = 0;
  for (
    let day = wallClock(new Date(moment), calendar.timeZone).dayNumber + 1;
    rest < LONGEST_REST_DAYS;
    day -= 1
  ) {
    rest += 1;
    for (const opening of openingsOn(calendar, day).toReversed()) {
      if (opening.from > moment) continue;
      rest = 0;
      yield opening;
    }
  }
}

const openingsOn = (calendar: BusinessCalendar, dayNumber: number) => daysOf(calendar).openings(dayNumber);

const weekSlots = ({ week }: BusinessCalendar, dayNumber: number) =>
  // 1970-01-01 was a Thursday.
  week[(((dayNumber + 4) % 7) + 7) % 7] ?? [];

interface Days {
  slots: (dayNumber: number) => readonly Slot[];
  openings: (dayNumber: number) => readonly Opening[];
}

const known = new WeakMap<BusinessCalendar, Days>();

function daysOf(calendar: BusinessCalendar): Days {
  const made = known.get(calendar) ?? makeDays(calendar);
  known.set(calendar, made);
  return made;
}

function makeDays(calendar: BusinessCalendar): Days {
  const closed = remembering((year) => closingsIn(year, calendar.closings));
  const slots = remembering((dayNumber) => {
    const year = new Date(dayNumber * DAY).getUTCFullYear();
    return (closed(year).get(dayNumber) ?? []).reduce(without, weekSlots(calendar, dayNumber));
  });
  const openings = remembering((dayNumber) =>
    slots(dayNumber)
      .map(({ from, to }) => ({
        from: momentAt(dayNumber, from, calendar.timeZone).getTime(),
        to: momentAt(dayNumber, to, calendar.timeZone).getTime(),
      }))
      .filter(({ from, to }) => from < to),
  );
  return { slots, openings };
}

function remembering<T>(find: (key: number) => T): (key: number) => T {
  const found = new Map<number, T>();
  return (key) => {
    const value = found.get(key) ?? find(key);
    found.set(key, value);
    return value;
  };
}

const neverOpens = () => new Error("this calendar never opens");
