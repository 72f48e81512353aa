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

/** Offset of each day of UTC in a zone; null where it changes within the day. */
type Offsets = Map<number, number | null>;

const zones = new Map<string, Offsets>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** The offset that a zone has throughout some days of UTC, which count from 1970-01-01. */
export interface SteadyDays {
  timeZone: string;
  offset: number;
  days: number[];
}

/** Far more than any screen shows. */
const MOST_ZONES = 8;

/**
 * What {@link learnOffsets} needs to know to show these moments in these zones. What is no zone is left out, and so are
 * other ways to write one, for what is asked about each is remembered: whoever learns nothing asks for itself.
 */
export function offsetsOf(moments: Iterable<Date>, timeZones: Iterable<string>): SteadyDays[] {
  const days = new Set([...moments].map((moment) => Math.floor(moment.getTime() / DAY)));
  const shown = [...timeZones].filter(isZone).slice(0, MOST_ZONES);
  return shown.flatMap((timeZone) => {
    const byOffset = new Map<number, number[]>();
    for (const day of days) {
      const offset = offsetOn(day, timeZone);
      if (offset !== null) byOffset.set(offset, [...(byOffset.get(offset) ?? []), day]);
    }
    return [...byOffset].map(([offset, steady]) => ({ timeZone, offset, days: steady }));
  });
}

/**
 * Takes over what somebody else knows of zones, so that both show the same clock. It also spares a browser its first
 * formatter of dates: 20 ms, and four times as much on a cheap phone.
 */
export function learnOffsets(known: readonly SteadyDays[]): void {
  for (const { timeZone, offset, days } of known) {
    for (const day of days) offsetsIn(timeZone).set(day, offset);
  }
}

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

/**
 * The moment at which the wall clock of a zone shows this minute of this day (both counted from 0, the days since
 * 1970-01-01). What a change of clocks skips is counted on from before it; of what it repeats, the first counts.
 */
export function momentAt(dayNumber: number, minute: number, timeZone: string): Date {
  const local = dayNumber * DAY + minute * 60_000;
  const [before, after] = [offsetAt(local - DAY, timeZone), offsetAt(local + DAY, timeZone)];
  for (const offset of before > after ? [before, after] : [after, before]) {
    if (offsetAt(local - offset, timeZone) === offset) return new Date(local - offset);
  }
  return new Date(local - before);
}

/** Milliseconds to add to UTC. */
function offsetAt(time: number, timeZone: string): number {
  return offsetOn(Math.floor(time / DAY), timeZone) ?? readOffset(timeZone, time);
}

/** The same throughout a day of UTC; null where it changes within the day. */
function offsetOn(day: number, timeZone: string): number | null {
  if (timeZone === "UTC") return 0;
  const known = offsetsIn(timeZone);
  let offset = known.get(day);
  if (offset === undefined) {
    const first = readOffset(timeZone, day * DAY);
    offset = first === readOffset(timeZone, (day + 1) * DAY) ? first : null;
    if (known.size >= MOST_DAYS) known.clear();
    known.set(day, offset);
  }
  return offset;
}

function offsetsIn(timeZone: string): Offsets {
  const known = zones.get(timeZone);
  if (known) return known;
  const made: Offsets = new Map();
  zones.set(timeZone, made);
  return made;
}

let canonical: ReadonlySet<string> | undefined;

function isZone(name: string): boolean {
  canonical ??= new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  return canonical.has(name);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
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
  formats.set(timeZone, format);
  return format;
}

function readOffset(timeZone: string, time: number): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const year = parts.era === "BC" ? 1 - Number(parts.year) : Number(parts.year);
  const there = new Date(0);
  there.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  there.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return there.getTime() - Math.floor(time / 1000) * 1000;
}
