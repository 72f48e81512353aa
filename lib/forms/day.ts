/** `21/11/2026` or `2026-11-21` → `2026-11-21`; null when no such day exists. */
export function parseDay(text: string): string | null {
  const brazilian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  const [year, month, date] = brazilian
    ? [brazilian[3], brazilian[2], brazilian[1]].map(Number)
    : (iso?.slice(1).map(Number) ?? []);
  if (year === undefined || month === undefined || date === undefined) return null;
  if (year < 1800 || year > 2200) return null;
  const moment = new Date(Date.UTC(year, month - 1, date));
  if (moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== date) return null;
  return moment.toISOString().slice(0, 10);
}

/** `2026-11-21` → `21/11/2026`. */
export function formatDay(day: string): string {
  return day.split("-").toReversed().join("/");
}

/** The day so many days after an ISO day. */
export function addDays(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
