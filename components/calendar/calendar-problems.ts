import type { Slot } from "@/lib/calendar/slots";

/** A slot under somebody's hands: null where no hour is given. */
export type FilledSlot = { [End in keyof Slot]: number | null };

/** The slots of a week that have both their hours. */
export const wholeSlots = (week: readonly (readonly FilledSlot[])[]): Slot[][] =>
  week.map((slots) => slots.flatMap(({ from, to }) => (from === null || to === null ? [] : [{ from, to }])));

export interface CalendarProblems {
  name?: string;
  /** By weekday, and of the calendar as a whole. */
  days: Record<number, string>;
  week?: string;
}

/** What the schema says of a calendar, by the place where it is shown: the first of each. */
export function problemsOf(issues: readonly { path: PropertyKey[]; message: string }[]): CalendarProblems {
  const found: CalendarProblems = { days: {} };
  for (const { path, message } of issues) {
    const [field, day] = path;
    if (field === "name") found.name ??= message;
    else if (field === "week" && typeof day === "number") found.days[day] ??= message;
    else found.week ??= message;
  }
  return found;
}

/** Of what was told at the last attempt what is still wrong, in today's words; what is mended since is gone. */
export function stillWrong(told: CalendarProblems, now: CalendarProblems): CalendarProblems {
  return {
    name: told.name && now.name,
    days: Object.fromEntries(Object.entries(now.days).filter(([day]) => Number(day) in told.days)),
    week: told.week && now.week,
  };
}
