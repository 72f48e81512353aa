import { knownClosings } from "./laws";
import type { BusinessCalendar } from "./rules";
import type { Slot } from "./slots";

const OFFICE_HOURS: readonly Slot[] = [{ from: 8 * 60, to: 18 * 60 }];

/** Monday to Friday, from 8 to 18. */
export const USUAL_WEEK: BusinessCalendar["week"] = [
  [],
  OFFICE_HOURS,
  OFFICE_HOURS,
  OFFICE_HOURS,
  OFFICE_HOURS,
  OFFICE_HOURS,
  [],
];

const known = new Map<string, BusinessCalendar>();

/** The calendar of a department that was given none: the usual week, and the national days. */
export function usualCalendar(timeZone: string): BusinessCalendar {
  const made = known.get(timeZone) ?? { timeZone, week: USUAL_WEEK, closings: knownClosings(null) };
  known.set(timeZone, made);
  return made;
}
