import { addCalendarDays, addWorkingDays, addWorkingTime, type BusinessCalendar } from "@/lib/calendar/rules";
import { dayIn, HOUR } from "@/lib/dates";

interface Words {
  count: number;
  unit: "hora" | "dia" | "semana" | "mes";
  working: boolean;
}

/**
 * The ISO day by which a request of this moment should be done: the longest time of its service, written in words ("até 10
 * dias úteis", "até 48 horas"), counted by its department's calendar as what is promised in figures is. Null for words
 * that hold no such count.
 */
export function promisedDay(longestTime: string, openedAt: Date, calendar: BusinessCalendar): string | null {
  const words = readWords(longestTime);
  return words && dayIn(calendar.timeZone, endOf(words, openedAt, calendar));
}

function readWords(longestTime: string): Words | null {
  const [, amount, unit] = /(\d{1,3})\s*(hora|dia|semana|m[eê]s)/i.exec(longestTime) ?? [];
  if (!amount || !unit) return null;
  return {
    count: Number(amount),
    unit: unit.toLowerCase().replace("ê", "e") as Words["unit"],
    working: /[úu]t(eis|il)\b/i.test(longestTime),
  };
}

function endOf({ count, unit, working }: Words, start: Date, calendar: BusinessCalendar): Date {
  switch (unit) {
    case "hora":
      return working
        ? addWorkingTime(calendar, start, count * HOUR)
        : new Date(start.getTime() + count * HOUR);
    case "dia":
      return working ? addWorkingDays(calendar, start, count) : addCalendarDays(calendar, start, count);
    case "semana":
      return addCalendarDays(calendar, start, count * 7);
    case "mes":
      return addCalendarDays(calendar, start, count * 30);
  }
}
