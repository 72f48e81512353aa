import type { Closing } from "@/lib/calendar/holidays";
import type { BusinessCalendar } from "@/lib/calendar/rules";
import type { Slot } from "@/lib/calendar/slots";
import { momentAt } from "@/lib/clock";
import { DAY } from "@/lib/dates";

export const ZONE = "America/Sao_Paulo";
export const hours = (from: number, to: number): Slot => ({ from: from * 60, to: to * 60 });
export const weekOf = (...slots: Slot[]) => [[], slots, slots, slots, slots, slots, []];
export const closedOn = (date: string, from: number | null = null, to: number | null = null): Closing => ({
  name: "Fechado",
  rule: { kind: "once", date },
  from: from === null ? null : from * 60,
  to: to === null ? null : to * 60,
  since: null,
  until: null,
});
export const calendarOf = (
  week: BusinessCalendar["week"],
  closings: Closing[] = [],
  timeZone = ZONE,
): BusinessCalendar => ({
  week,
  closings,
  timeZone,
});

export const OFFICE = calendarOf(weekOf(hours(8, 18)));
export const LUNCH = calendarOf(weekOf(hours(8, 12), hours(13, 18)));
export const MONDAY_CLOSED = calendarOf(weekOf(hours(8, 18)), [closedOn("2026-11-16")]);
/** Mornings only on Tuesday the 10th. */
export const HALF_TUESDAY = calendarOf(weekOf(hours(8, 18)), [closedOn("2026-11-10", 12)]);

// The 9th of November 2026 is a Monday.
const DAYS = { Mon: 9, Tue: 10, Wed: 11, Thu: 12, Fri: 13, Sat: 14, Sun: 15 };

/** "Mon 16:00", of the week of the 9th of November 2026, or "next Tue 11:00". */
export function at(text: string, timeZone = ZONE): Date {
  const [, next, day, hour, minute] = /^(next )?(\w{3}) (\d\d):(\d\d)$/.exec(text) ?? [];
  const number = DAYS[day as keyof typeof DAYS] + (next ? 7 : 0);
  return momentAt(Date.UTC(2026, 10, number) / DAY, Number(hour) * 60 + Number(minute), timeZone);
}
