import type { DayUnit, TargetKind, TermUnit } from "@/db/enums";
import { DAY, HOUR } from "../dates";
import type { TargetView } from "./view";

export const TARGET_LABELS: Record<TargetKind, string> = {
  first_response: "Primeira resposta",
  resolution: "Solução",
};

export const TERM_UNIT_LABELS: Record<TermUnit, string> = {
  working_minutes: "minutos úteis",
  working_hours: "horas úteis",
  working_days: "dias úteis",
  calendar_days: "dias corridos (lei)",
};

export const DAY_UNIT_LABELS: Record<DayUnit, string> = {
  calendar_days: "dias corridos, até a mesma hora",
  working_days: "dias úteis",
};

const MINUTE = HOUR / 60;

const counted = (amount: number, one: string, many: string) => `${amount} ${amount === 1 ? one : many}`;

/** "4 horas úteis", "1 dia útil", "30 dias corridos". */
export function termInWords(amount: number, unit: TermUnit): string {
  switch (unit) {
    case "working_minutes":
      return counted(amount, "minuto útil", "minutos úteis");
    case "working_hours":
      return counted(amount, "hora útil", "horas úteis");
    case "working_days":
      return counted(amount, "dia útil", "dias úteis");
    default:
      return counted(amount, "dia corrido", "dias corridos");
  }
}

/** A span of working time, or of days of the calendar: "2 dias úteis e 3 h", "40 min úteis", "12 dias". */
export function spanInWords({ left, unit, workday }: Pick<TargetView, "left" | "unit" | "workday">): string {
  const size = Math.abs(left);
  if (unit === "calendar") return counted(Math.round(size / DAY), "dia", "dias");
  const days = Math.floor(size / workday);
  const rest = size - days * workday;
  const hours = Math.floor(rest / HOUR);
  const minutes = Math.round((rest - hours * HOUR) / MINUTE);
  if (days > 0) {
    const whole = counted(days, "dia útil", "dias úteis");
    return hours > 0 ? `${whole} e ${hours} h` : whole;
  }
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min úteis` : `${hours} h úteis`;
  return counted(Math.max(minutes, 1), "minuto útil", "minutos úteis");
}
