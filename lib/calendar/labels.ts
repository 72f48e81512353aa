import type { ClosingScope, HolidayState } from "@/db/enums";
import { MONTHS } from "../dates";
import type { DayRule } from "./holidays";
import { MIDNIGHT, type Slot } from "./slots";

/** From Sunday. */
export const WEEKDAYS = [
  "Domingo",
  "Segunda-feira",
  "Terça-feira",
  "Quarta-feira",
  "Quinta-feira",
  "Sexta-feira",
  "Sábado",
];

export const SCOPES: Record<ClosingScope, string> = {
  national: "Nacional",
  state: "Estadual",
  municipal: "Municipal",
  own: "Próprio",
};

export const STATES: Record<HolidayState, string> = {
  DF: "Distrito Federal",
  RO: "Rondônia",
  RS: "Rio Grande do Sul",
  SP: "São Paulo",
};

/** Minutes after midnight as a clock shows them; the end of a day is 00:00 again. */
export function clockOf(minute: number): string {
  const shown = minute % MIDNIGHT;
  return `${String(Math.floor(shown / 60)).padStart(2, "0")}:${String(shown % 60).padStart(2, "0")}`;
}

/** The other way; null for what is no clock. As an end, 00:00 is that of the day. */
export function minuteOf(clock: string, end = false): number | null {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? [];
  if (!hour || !minute) return null;
  const found = Number(hour) * 60 + Number(minute);
  return end && found === 0 ? MIDNIGHT : found;
}

/** "das 08:00 às 12:00 e das 13:00 às 18:00"; "sem expediente". */
export function slotsInWords(slots: readonly Slot[]): string {
  if (slots.length === 0) return "sem expediente";
  const words = slots.map(({ from, to }) => `das ${clockOf(from)} às ${clockOf(to)}`);
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} e ${words.at(-1)}`;
}

/** On which day a rule falls: "todo 20 de novembro". */
export function ruleInWords(rule: DayRule): string {
  switch (rule.kind) {
    case "once": {
      const [year = "", month = "", day = ""] = rule.date.split("-");
      return `${ordinal(Number(day))} de ${MONTHS[Number(month) - 1]} de ${year}`;
    }
    case "yearly":
      return `todo ${ordinal(rule.day)} de ${MONTHS[rule.month - 1]}`;
    case "easter":
      return easterInWords(rule.offset);
  }
}

const ordinal = (day: number) => (day === 1 ? "1º" : String(day));

function easterInWords(offset: number): string {
  if (offset === 0) return "no domingo de Páscoa";
  const days = Math.abs(offset);
  return `${days} ${days === 1 ? "dia" : "dias"} ${offset < 0 ? "antes" : "depois"} da Páscoa`;
}

/** Which part of the day is closed. */
export function partInWords({ from, to }: { from: number | null; to: number | null }): string {
  if (from === null) return to === null ? "o dia todo" : `até as ${clockOf(to)}`;
  return to === null ? `a partir das ${clockOf(from)}` : `das ${clockOf(from)} às ${clockOf(to)}`;
}
