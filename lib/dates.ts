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

/** How a zone is called in Brazil; others by the last part of their name. */
const zoneNames: Record<string, string> = {
  "America/Sao_Paulo": "horário de Brasília",
  "America/Porto_Velho": "horário de Porto Velho",
  "America/Manaus": "horário de Manaus",
  "America/Cuiaba": "horário de Cuiabá",
  "America/Campo_Grande": "horário de Campo Grande",
  "America/Rio_Branco": "horário de Rio Branco",
  "America/Boa_Vista": "horário de Boa Vista",
  "America/Belem": "horário de Belém",
  "America/Noronha": "horário de Fernando de Noronha",
  "America/Araguaina": "horário de Palmas",
  "America/Bahia": "horário de Salvador",
  "America/Maceio": "horário de Maceió",
  "America/Santarem": "horário de Santarém",
  "America/Eirunepe": "horário de Eirunepé",
};

/** "horário de Brasília". */
export function zoneName(timeZone: string): string {
  return zoneNames[timeZone] ?? `horário de ${timeZone.split("/").at(-1)?.replaceAll("_", " ")}`;
}

/** "24 de novembro de 2026, às 16h05 (horário de Porto Velho)": for letters, which are read anywhere and at any time. */
export function momentInFull(moment: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = wallClock(moment, timeZone);
  const clock = minute === 0 ? `${hour}h` : `${hour}h${String(minute).padStart(2, "0")}`;
  return `${day} de ${MONTHS[month - 1]} de ${year}, às ${clock} (${zoneName(timeZone)})`;
}

/** An ISO day as "24 de novembro de 2026". */
export function dayInFull(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} de ${MONTHS[(month ?? 1) - 1]} de ${year}`;
}
