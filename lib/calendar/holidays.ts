import { DAY } from "../dates";
import { MIDNIGHT, type Slot } from "./slots";

/** On which days of which year something falls: once, every year, or so many days from Easter Sunday. */
export type DayRule =
  | { kind: "once"; date: string }
  | { kind: "yearly"; month: number; day: number }
  | { kind: "easter"; offset: number };

/** A day, or a part of one (minutes after midnight), on which a calendar is closed. */
export interface Closing {
  name: string;
  rule: DayRule;
  /** Null: from the beginning of the day. */
  from: number | null;
  /** Null: to its end. */
  to: number | null;
  /** The first and the last year; null for no limit. */
  since: number | null;
  until: number | null;
}

/** The day as days since 1970-01-01. */
const dayNumberOf = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / DAY;

/** Easter Sunday of a year of the Gregorian calendar, as days since 1970-01-01 (Meeus, Jones and Butcher). */
export function easter(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const moonShift = Math.floor((century + 8) / 25);
  const moonCorrection = Math.floor((century - moonShift + 1) / 3);
  const fullMoon = (19 * golden + century - leapCenturies - moonCorrection + 15) % 30;
  const leaps = Math.floor(inCentury / 4);
  const toSunday = (32 + 2 * (century % 4) + 2 * leaps - fullMoon - (inCentury % 4)) % 7;
  const exception = Math.floor((golden + 11 * fullMoon + 22 * toSunday) / 451);
  const sum = fullMoon + toSunday - 7 * exception + 114;
  return dayNumberOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** The day of a rule in a year, as days since 1970-01-01; null when it has none (29 February, another year's date). */
export function dayOf(rule: DayRule, year: number): number | null {
  if (rule.kind === "easter") return easter(year) + rule.offset;
  const [month, day] = rule.kind === "yearly" ? [rule.month, rule.day] : monthAndDay(rule.date, year);
  const found = dayNumberOf(year, month, day);
  return new Date(found * DAY).getUTCDate() === day ? found : null;
}

function monthAndDay(date: string, year: number): [number, number] {
  const [ofYear = 0, month = 0, day = 0] = date.split("-").map(Number);
  return ofYear === year ? [month, day] : [0, 0];
}

/** The day on which a calendar is closed in a year, as days since 1970-01-01; null in a year in which it is not. */
export function closingDay(closing: Pick<Closing, "rule" | "since" | "until">, year: number): number | null {
  const { rule, since, until } = closing;
  return year >= (since ?? year) && year <= (until ?? year) ? dayOf(rule, year) : null;
}

/** What is closed in a year, by day (days since 1970-01-01). */
export function closingsIn(year: number, closings: readonly Closing[]): Map<number, Slot[]> {
  const found = new Map<number, Slot[]>();
  for (const closing of closings) {
    const day = closingDay(closing, year);
    const part = { from: closing.from ?? 0, to: closing.to ?? MIDNIGHT };
    if (day !== null) found.set(day, [...(found.get(day) ?? []), part]);
  }
  return found;
}
