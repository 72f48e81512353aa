import { type Cursor, cursorText, readCursor } from "../cursor";

/** What the address of the list of messages says. */
export interface IncomingAddress {
  /** Those that were put away, instead of those that wait. */
  dropped: boolean;
  before: Cursor | null;
}

/** Reads it; what cannot be read counts as absent. */
export function readIncoming(query: Record<string, string | string[] | undefined>): IncomingAddress {
  return { dropped: query.ver === "descartados", before: readCursor(query.antes) };
}

/** Writes it. */
export function incomingHref({ dropped, before }: IncomingAddress): string {
  const query = new URLSearchParams();
  if (dropped) query.set("ver", "descartados");
  if (before) query.set("antes", cursorText(before));
  const text = query.toString();
  return text ? `/fila/emails?${text}` : "/fila/emails";
}
