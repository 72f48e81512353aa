import { dayIn } from "@/lib/dates";
import { addDays } from "@/lib/forms/day";

/** Hours of attendance in a working day, for terms counted in working hours. */
const WORKDAY = 8;

export interface PromisedDay {
  /** ISO day by which the service should be done. */
  day: string;
  /** Counted in working days; holidays are not known here. */
  working: boolean;
}

/**
 * The day that a service's longest time, written in words ("até 10 dias úteis", "até 48 horas"), gives for a request
 * of this moment: the first day excluded, as administrative terms count. Null for words that hold no such count.
 */
export function promisedDay(longestTime: string, openedAt: Date, timeZone: string): PromisedDay | null {
  const [, amount, unit] = /(\d{1,3})\s*(hora|dia|semana|m[eê]s)/i.exec(longestTime) ?? [];
  if (!amount || !unit) return null;
  const count = Number(amount);
  const start = dayIn(timeZone, openedAt);
  const working = /[úu]t(eis|il)\b/i.test(longestTime);
  switch (unit.toLowerCase()) {
    case "hora":
      if (working) return { day: addWorkingDays(start, Math.ceil(count / WORKDAY)), working };
      return { day: dayIn(timeZone, new Date(openedAt.getTime() + count * 3_600_000)), working: false };
    case "dia":
      return { day: working ? addWorkingDays(start, count) : addDays(start, count), working };
    case "semana":
      return { day: addDays(start, count * 7), working: false };
    default:
      return { day: addDays(start, count * 30), working: false };
  }
}

function addWorkingDays(start: string, count: number): string {
  let day = start;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day;
}
