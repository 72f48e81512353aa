import { type WallClock, wallClock } from "@/lib/clock";
import { MONTHS, zoneName } from "@/lib/dates";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const WEEKDAYS = ["domingo", "segunda", "terça", "quarta", "quinta", "sexta", "sábado"];

const two = (value: number) => String(value).padStart(2, "0");
const clockOf = ({ hour, minute }: WallClock) => `${two(hour)}:${two(minute)}`;
const weekdayOf = ({ weekday }: WallClock) => WEEKDAYS[weekday] ?? "";
const monthOf = ({ month }: WallClock) => MONTHS[month - 1] ?? "";
/** "21 de nov.", "21 de nov. de 2025". */
const shortDay = (at: WallClock, withYear: boolean) =>
  `${at.day} de ${monthOf(at).slice(0, 3)}.${withYear ? ` de ${at.year}` : ""}`;

/** The full name of a weekday: "segunda-feira", "sábado". */
const longWeekday = (at: WallClock) =>
  at.weekday === 0 || at.weekday === 6 ? weekdayOf(at) : `${weekdayOf(at)}-feira`;

/** An ISO day as "quarta-feira, 25 de novembro". */
export function formatDay(day: string): string {
  const at = wallClock(new Date(`${day}T12:00:00Z`), "UTC");
  return `${longWeekday(at)}, ${at.day} de ${monthOf(at)}`;
}

/** The day of a moment: "Sexta-feira, 21 de novembro"; with the year when it is not the present one. */
export function formatLongDay(value: Date, now: Date, timeZone: string): string {
  const at = wallClock(value, timeZone);
  const year = at.year === wallClock(now, timeZone).year ? "" : ` de ${at.year}`;
  const words = `${longWeekday(at)}, ${at.day} de ${monthOf(at)}${year}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "10:42". */
export const formatClock = (value: Date, timeZone: string) => clockOf(wallClock(value, timeZone));

const momentWords = (at: WallClock, withYear: boolean) =>
  `${weekdayOf(at)}, ${shortDay(at, withYear)}, ${clockOf(at)}`;

/** "sexta, 21 de nov., 10:42"; with the year when it is not the present one. */
export function formatMoment(value: Date, now: Date, timeZone: string): string {
  const at = wallClock(value, timeZone);
  return momentWords(at, at.year !== wallClock(now, timeZone).year);
}

/** The exact moment with its zone: "sexta, 21 de nov. de 2026, 10:42 (horário de Brasília)". */
export function formatExact(value: Date, timeZone: string): string {
  return `${momentWords(wallClock(value, timeZone), true)} (${zoneName(timeZone)})`;
}

/** "agora", "há 5 minutos", "em 3 horas", "ontem, 10:42", "há 4 dias", then the date. */
export function formatRelative(value: Date, now: Date, timeZone: string): string {
  const gap = value.getTime() - now.getTime();
  const size = Math.abs(gap);
  if (size < MINUTE) return "agora";
  if (size < HOUR) return span(Math.trunc(gap / MINUTE), "minuto");
  const at = wallClock(value, timeZone);
  const today = wallClock(now, timeZone);
  const days = at.dayNumber - today.dayNumber;
  if (days === 0) return span(Math.trunc(gap / HOUR), "hora");
  if (days === -1) return `ontem, ${clockOf(at)}`;
  if (days === 1) return `amanhã, ${clockOf(at)}`;
  if (Math.abs(days) <= 7) return span(days, "dia");
  return shortDay(at, at.year !== today.year);
}

/** "há 5 minutos" before now, "em 1 hora" after it. */
function span(amount: number, unit: string): string {
  const size = Math.abs(amount);
  return `${amount < 0 ? "há" : "em"} ${size} ${unit}${size === 1 ? "" : "s"}`;
}

type TimeProps = {
  value: Date;
  /** The moment the page was made: pass it down from the server so that both sides print the same. */
  now: Date;
  timeZone: string;
  /** "relative" says how long ago, "moment" the date and clock, "exact" these with the zone, "clock" only "10:42". */
  as?: "relative" | "moment" | "exact" | "clock";
  className?: string;
};

/** A moment in words, with the exact one for those who point at it. */
export function Time({ value, now, timeZone, as = "relative", className }: TimeProps) {
  const exact = formatExact(value, timeZone);
  const words = {
    exact: () => exact,
    moment: () => formatMoment(value, now, timeZone),
    relative: () => formatRelative(value, now, timeZone),
    clock: () => formatClock(value, timeZone),
  }[as]();
  return (
    // A browser with old rules of its zone would find other words: the server's stay.
    <time
      suppressHydrationWarning
      dateTime={value.toISOString()}
      title={as === "exact" ? undefined : exact}
      className={className}
    >
      {words}
    </time>
  );
}
