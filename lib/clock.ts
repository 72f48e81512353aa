/** What the calendar and the clock on the wall show somewhere. Months count from 1, weekdays from Sunday as 0. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  /** Days since 1970-01-01, for telling yesterday from today. */
  dayNumber: number;
}

const DAY = 86_400_000;
const MOST_DAYS = 5_000;

interface Zone {
  format: Intl.DateTimeFormat;
  /** Offset of each day of UTC; null where it changes within the day. */
  days: Map<number, number | null>;
}

const zones = new Map<string, Zone>();

/** The wall clock of a moment in an IANA time zone. Asks the zone's rules once a day and remembers. */
export function wallClock(moment: Date, timeZone: string): WallClock {
  const local = moment.getTime() + offsetAt(moment.getTime(), timeZone);
  const there = new Date(local);
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth() + 1,
    day: there.getUTCDate(),
    weekday: there.getUTCDay(),
    hour: there.getUTCHours(),
    minute: there.getUTCMinutes(),
    dayNumber: Math.floor(local / DAY),
  };
}

/** Milliseconds to add to UTC. */
function offsetAt(time: number, timeZone: string): number {
  const zone = zones.get(timeZone) ?? openZone(timeZone);
  const day = Math.floor(time / DAY);
  let offset = zone.days.get(day);
  if (offset === undefined) {
    const first = readOffset(zone.format, day * DAY);
    offset = first === readOffset(zone.format, (day + 1) * DAY) ? first : null;
    if (zone.days.size >= MOST_DAYS) zone.days.clear();
    zone.days.set(day, offset);
  }
  return offset ?? readOffset(zone.format, time);
}

function openZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    era: "short",
  });
  const zone: Zone = { format, days: new Map() };
  zones.set(timeZone, zone);
  return zone;
}

function readOffset(format: Intl.DateTimeFormat, time: number): number {
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const year = parts.era === "BC" ? 1 - Number(parts.year) : Number(parts.year);
  const there = new Date(0);
  there.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  there.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return there.getTime() - Math.floor(time / 1000) * 1000;
}
