import { HOUR } from "../dates";
import type { Chance } from "./chance";

/** Brasília has been three hours behind UTC all year since 2019 (Decreto 9.772/2019). */
const BRASILIA = -3 * HOUR;
const clockOf = (moment: Date) => new Date(moment.getTime() + BRASILIA);

/** The moment itself when it falls between 8 and 18 of a weekday, else some minute of the next opening morning. */
export function workingHour(moment: Date, chance: Chance): Date {
  const local = clockOf(moment);
  const late = local.getUTCHours() >= 18;
  const weekend = [0, 6].includes(local.getUTCDay());
  if (!late && !weekend && local.getUTCHours() >= 8) return moment;
  if (late) local.setUTCDate(local.getUTCDate() + 1);
  while ([0, 6].includes(local.getUTCDay())) local.setUTCDate(local.getUTCDate() + 1);
  local.setUTCHours(8, Math.floor(chance.between(5, 150)), Math.floor(chance.between(0, 60)), 0);
  return new Date(local.getTime() - BRASILIA);
}

/** The moment itself between 7 and 22, else some minute of the next morning. */
export function wakingHour(moment: Date, chance: Chance): Date {
  const local = clockOf(moment);
  if (local.getUTCHours() >= 7 && local.getUTCHours() < 22) return moment;
  if (local.getUTCHours() >= 22) local.setUTCDate(local.getUTCDate() + 1);
  local.setUTCHours(7, Math.floor(chance.between(5, 170)), Math.floor(chance.between(0, 60)), 0);
  return new Date(local.getTime() - BRASILIA);
}
