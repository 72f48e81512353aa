/** What a row of the framework's data stands for is written as a reference to it. */
const REFERENCE = /^\$[L@Q]?([0-9a-f]+)$/;
const A_MOMENT_MS = 60_000;

/**
 * The data that a page brings for the framework's router, with every reference in its place, so that two pages can be
 * compared whose rows came in another order. The moment of the answer is the same in both.
 */
export function readData(html: string): unknown {
  const pushed = html.matchAll(/self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/g);
  const rows = readRows(Buffer.from([...pushed].map(([, text = ""]) => JSON.parse(text)).join("")));
  const resolve = (value: unknown, within: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((one) => resolve(one, within));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolve(one, within)]));
    }
    if (typeof value !== "string") return value;
    const id = REFERENCE.exec(value)?.[1];
    if (id === undefined || !rows.has(id) || within.includes(id)) return withoutMoment(value);
    return resolve(rows.get(id), [...within, id]);
  };
  if (!rows.has("0")) throw new Error("the page has no data");
  return resolve("$0", []);
}

function readRows(data: Buffer): Map<string, unknown> {
  const rows = new Map<string, unknown>();
  let at = 0;
  while (at < data.length) {
    const colon = data.indexOf(":", at);
    const id = data.toString("utf8", at, colon);
    at = colon + 1;
    if (data[at] === "T".charCodeAt(0)) {
      const comma = data.indexOf(",", at);
      const end = comma + 1 + Number.parseInt(data.toString("utf8", at + 1, comma), 16);
      rows.set(id, data.toString("utf8", comma + 1, end));
      at = end;
      continue;
    }
    const end = data.indexOf("\n", at);
    const row = data.toString("utf8", at, end);
    // A module, and whatever else the framework marks with a letter, is told apart from values by it.
    const [mark = ""] = /^[A-Z]*/.exec(row) ?? [];
    const json = row.slice(mark.length);
    if (id) rows.set(id, mark ? { [mark]: json && JSON.parse(json) } : JSON.parse(json));
    at = end + 1;
  }
  return rows;
}

const withoutMoment = (text: string) =>
  text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (moment) =>
    Math.abs(Date.parse(moment) - Date.now()) < A_MOMENT_MS ? "NOW" : moment,
  );
