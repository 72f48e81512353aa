import "server-only";
import { db } from "@/db/index";
import { calendarOf } from "./queries";
import type { BusinessCalendar } from "./rules";

/** A changed calendar shows a minute later; what is counted and stored never uses this. */
const KEPT_MS = 60_000;

const kept = new Map<string, { calendar: Promise<BusinessCalendar>; until: number }>();

/** The calendar of a department, for showing what is left of a time: read once a minute. */
export function shownCalendar(department: { id: string; timeZone: string }): Promise<BusinessCalendar> {
  const key = `${department.id} ${department.timeZone}`;
  const known = kept.get(key);
  if (known && known.until > performance.now()) return known.calendar;
  const calendar = calendarOf(db, department);
  calendar.catch(() => kept.delete(key));
  kept.set(key, { calendar, until: performance.now() + KEPT_MS });
  return calendar;
}
