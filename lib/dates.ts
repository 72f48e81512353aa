import { wallClock } from "./clock";

/** In milliseconds. */
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The ISO day (2026-11-21) that a moment falls on in a time zone. */
export function dayIn(timeZone: string, moment: Date): string {
  const { year, month, day } = wallClock(moment, timeZone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

export const MONTHS = [
  ...["janeiro", "fevereiro", "março", "abril", "maio", "junho"],
  ...["julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
];

/** "1 dia", "10 dias". */
export const daysInWords = (days: number): string => `${days} ${days === 1 ? "dia" : "dias"}`;
