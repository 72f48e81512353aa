import { z } from "zod";

/** Where a row stands in an ordered list: the integers it is sorted by, and its id among equals. */
export interface Position {
  values: readonly number[];
  id: string;
}

/** The page that follows a row, or the one that precedes it. */
export interface Cursor extends Position {
  side: "after" | "before";
}

const content = z.tuple([z.string(), z.array(z.int()).max(4), z.guid()]);

/** A position as the address carries it. `order` names the order it belongs to. */
export function encodePosition(order: string, position: Position): string {
  return Buffer.from(JSON.stringify([order, position.values, position.id])).toString("base64url");
}

/** Reads {@link encodePosition}; null for anything else, and for a position in another order. */
export function decodePosition(order: string, width: number, text: string): Position | null {
  const parsed = content.safeParse(json(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success) return null;
  const [madeFor, values, id] = parsed.data;
  return madeFor === order && values.length === width ? { values, id } : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An address is typed, cut and pasted by people: what is no cursor is none, not a failure.
    return null;
  }
}
