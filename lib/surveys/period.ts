import { DAY, MONTHS } from "../dates";
/** The periods a manager can look at, as the address and the screen write them. */
export const PERIODS = [
  { period: "week", slug: "7d", label: "7 dias" },
  { period: "thirty_days", slug: "30d", label: "30 dias" },
  { period: "month", slug: "mes", label: "Este mês" },
  { period: "year", slug: "ano", label: "Este ano" },
  { period: "custom", slug: "outro", label: "Outro período" },
] as const;

export type Period = (typeof PERIODS)[number]["period"];

/** First and last day, both included, as ISO days. */
export interface Days {
  from: string;
  to: string;
}

/** Moves an ISO day by some days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The days of a period that ends today. */
export function daysOf(period: Exclude<Period, "custom">, today: string): Days {
  if (period === "week") return { from: addDays(today, -6), to: today };
  if (period === "thirty_days") return { from: addDays(today, -29), to: today };
  return { from: period === "month" ? `${today.slice(0, 7)}-01` : `${today.slice(0, 4)}-01-01`, to: today };
}

/** What a period is compared with: the month or year before, or as many days before it. */
export function daysBefore(period: Period, { from, to }: Days): Days {
  const last = addDays(from, -1);
  if (period === "month") return { from: `${last.slice(0, 7)}-01`, to: last };
  if (period === "year") return { from: `${last.slice(0, 4)}-01-01`, to: last };
  const length = (Date.parse(to) - Date.parse(from)) / DAY + 1;
  return { from: addDays(from, -length), to: last };
}

const monthName = (day: string) => MONTHS[Number(day.slice(5, 7)) - 1];
const written = (day: string) => day.split("-").reverse().join("/");

/** A period within a sentence: "em outubro", "nos últimos 7 dias", "de 01/10/2026 a 15/10/2026". */
export function periodWords(period: Period, { from, to }: Days): string {
  if (period === "week") return "nos últimos 7 dias";
  if (period === "thirty_days") return "nos últimos 30 dias";
  if (period === "month") return `em ${monthName(from)}`;
  if (period === "year") return `em ${from.slice(0, 4)}`;
  return from === to ? `em ${written(from)}` : `de ${written(from)} a ${written(to)}`;
}

/** What a period is compared with, within a sentence: "de outubro", "de 2025", "do período anterior". */
export function formerWords(period: Period, former: Days): string {
  if (period === "month") return `de ${monthName(former.from)}`;
  if (period === "year") return `de ${former.from.slice(0, 4)}`;
  return "do período anterior";
}
