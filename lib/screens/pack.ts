import { learnOffsets, offsetsOf, type SteadyDays } from "../clock";

/** Where a date stands: the names that lead to it. */
type Path = readonly (string | number)[];

interface Found {
  dates: { path: Path; at: Date }[];
  timeZones: Set<string>;
}

/**
 * What a screen shows, as one string: the framework sends each value of an object to the browser by itself, and a
 * string at once. Plain data and dates; what is undefined is left out. Along go the offsets of the dates in whatever
 * is called `timeZone`.
 */
export function pack(data: object): string {
  const found: Found = { dates: [], timeZones: new Set() };
  collect(data, [], found);
  const { dates, timeZones } = found;
  const moments = dates.map(({ at }) => at);
  return JSON.stringify([data, dates.map(({ path }) => path), offsetsOf(moments, timeZones)]);
}

/** The data of a string made by {@link pack}. Its maker is the only one to say of which type. */
export function unpack<Data>(packed: string): Data {
  const [data, dates, offsets]: [Data, Path[], SteadyDays[]] = JSON.parse(packed);
  learnOffsets(offsets);
  for (const path of dates) {
    let holder = data as Record<string | number, unknown>;
    for (const name of path.slice(0, -1)) holder = holder[name] as typeof holder;
    const last = path.at(-1) ?? "";
    holder[last] = new Date(holder[last] as string);
  }
  return data;
}

function collect(value: unknown, path: Path, found: Found): void {
  if (typeof value === "string") {
    if (path.at(-1) === "timeZone") found.timeZones.add(value);
  } else if (value instanceof Date) {
    found.dates.push({ path, at: value });
  } else if (Array.isArray(value)) {
    for (const [place, one] of value.entries()) collect(one, [...path, place], found);
  } else if (typeof value === "object" && value !== null) {
    for (const name of Object.keys(value)) collect(value[name as keyof typeof value], [...path, name], found);
  }
}
