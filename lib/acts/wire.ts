// How React writes plain data between browser and server: JSON in which a text that begins with "$" means something else,
// and "$$" stands for the sign itself.

/** What was sent to an act; null where it is anything but plain data, which React must read. */
export function readArguments(text: string): unknown[] | null {
  let plain = true;
  const read = (key: string, value: unknown): unknown => {
    if (key === "__proto__") plain = false;
    if (typeof value !== "string" || !value.startsWith("$")) return value;
    if (value.startsWith("$$")) return value.slice(1);
    plain = false;
    return value;
  };
  try {
    const sent: unknown = JSON.parse(text, read);
    return plain && Array.isArray(sent) ? sent : null;
  } catch {
    return null;
  }
}

/** What the framework says around the answer to an act that draws nothing anew. */
export interface Frame {
  /** The address's query as the router writes it. */
  search: string;
  buildId: string;
}

/** The answer to an act: plain data, in which what is undefined is left out. */
export function writeAnswer(answer: object, { search, buildId }: Frame): string {
  const frame = JSON.stringify({ a: "$@1", q: search, i: false, b: buildId });
  return `0:${frame}\n1:${JSON.stringify(answer, write)}\n`;
}

function write(this: Record<string, unknown>, key: string, value: unknown): unknown {
  if (this[key] instanceof Date) return `$D${value}`;
  return typeof value === "string" && value.startsWith("$") ? `$${value}` : value;
}
