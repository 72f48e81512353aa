import { wallClock } from "../clock";
import { zoneName } from "../dates";

/** The time zones of Brazil, from the capital's on by their towns, with the states that keep them. */
const BRAZIL: Record<string, string> = {
  "America/Sao_Paulo": "Brasília: Distrito Federal, Goiás, Sudeste e Sul",
  "America/Belem": "Belém: Amapá e leste do Pará",
  "America/Boa_Vista": "Boa Vista: Roraima",
  "America/Campo_Grande": "Campo Grande: Mato Grosso do Sul",
  "America/Cuiaba": "Cuiabá: Mato Grosso",
  "America/Eirunepe": "Eirunepé: oeste do Amazonas",
  "America/Noronha": "Fernando de Noronha",
  "America/Fortaleza": "Fortaleza: Ceará, Maranhão, Paraíba, Piauí e Rio Grande do Norte",
  "America/Maceio": "Maceió: Alagoas e Sergipe",
  "America/Manaus": "Manaus: Amazonas",
  "America/Araguaina": "Palmas: Tocantins",
  "America/Porto_Velho": "Porto Velho: Rondônia",
  "America/Recife": "Recife: Pernambuco",
  "America/Rio_Branco": "Rio Branco: Acre",
  "America/Bahia": "Salvador: Bahia",
  "America/Santarem": "Santarém: oeste do Pará",
};

/** Whether a department's clocks can be set by it. */
export const isBrazilian = (timeZone: string): boolean => Object.hasOwn(BRAZIL, timeZone);

/** The zones to choose from, as lists show them: "Porto Velho: Rondônia (UTC−4)". One that is kept already stays among them. */
export function zoneChoices(kept: string, now: Date): { id: string; name: string }[] {
  const zones = Object.entries(BRAZIL);
  if (!isBrazilian(kept)) zones.push([kept, zoneName(kept)]);
  return zones.map(([id, name]) => ({ id, name: `${name} (${offsetInWords(id, now)})` }));
}

/** "UTC−3", "UTC+5:30". */
function offsetInWords(timeZone: string, now: Date): string {
  const { dayNumber, hour, minute } = wallClock(now, timeZone);
  const minutes = dayNumber * 1440 + hour * 60 + minute - Math.floor(now.getTime() / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const clock = rest === 0 ? String(hours) : `${hours}:${String(rest).padStart(2, "0")}`;
  return minutes === 0 ? "UTC" : `UTC${minutes < 0 ? "−" : "+"}${clock}`;
}
