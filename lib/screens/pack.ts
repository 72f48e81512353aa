/** Where a date stands: the names that lead to it. */
type Path = readonly (string | number)[];

/**
 * What a screen shows, as one string: the framework sends each value of an object to the browser by itself, and a
 * string at once. Plain data and dates; what is undefined is left out.
 */
export function pack(data: object): string {
  const dates: Path[] = [];
  collect(data, [], dates);
  return JSON.stringify([data, dates]);
}

/** The data of a string made by {@link pack}. Its maker is the only one to say of which type. */
export function unpack<Data>(packed: string): Data {
  const [data, dates]: [Data, Path[]] = JSON.parse(packed);
  for (const path of dates) {
    let holder = data as Record<string | number, unknown>;
    for (const name of path.slice(0, -1)) holder = holder[name] as typeof holder;
    const last = path.at(-1) ?? "";
    holder[last] = new Date(holder[last] as string);
  }
  return data;
}

function collect(value: unknown, path: Path, dates: Path[]): void {
  if (typeof value !== "object" || value === null) return;
  if (value instanceof Date) dates.push(path);
  else if (Array.isArray(value))
    for (const [place, one] of value.entries()) collect(one, [...path, place], dates);
  else
    for (const name of Object.keys(value)) collect(value[name as keyof typeof value], [...path, name], dates);
}
