import { z } from "zod";
import type { Asked } from "../screens/screen";
import { COUNTERS, type CounterSlug } from "../tickets/labels";
import { cleanBox } from "./box";
import { type Cursor, decodePosition, encodePosition, type Position } from "./cursor";

/** What a page's address may hold. */
export type AddressParams = Asked["search"];

export const ORDERS = ["updated", "opened", "number", "status"] as const;
export type Order = (typeof ORDERS)[number];
export type Direction = "asc" | "desc";

/** How each order is written in the address, which way it goes by itself, and how many values place a row in it. */
export const ORDER_FORMS: Record<Order, { word: string; direction: Direction; width: number }> = {
  updated: { word: "atualizado", direction: "desc", width: 1 },
  opened: { word: "abertura", direction: "desc", width: 1 },
  number: { word: "numero", direction: "desc", width: 1 },
  status: { word: "status", direction: "asc", width: 2 },
};

/** Everything the list of one's tickets depends on. The address holds it all. */
export interface TicketListAddress {
  scope: "own" | "institution";
  status: CounterSlug;
  search: string;
  order: Order;
  direction: Direction;
  cursor: Cursor | null;
  /** Count on beyond the point where counting a search stops. */
  countAll: boolean;
}

const first = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().catch(""));

export const directionParam = first.transform((word) => (word === "asc" || word === "desc" ? word : null));
export const counterParam = first.transform(
  (word) => COUNTERS.find((counter) => counter.slug === word)?.slug ?? "todos",
);
export const searchParam = first.transform(cleanBox);
export const textParam = first;

const params = z.object({
  status: counterParam,
  q: searchParam,
  ordem: first.transform((word) => ORDERS.find((order) => ORDER_FORMS[order].word === word) ?? "updated"),
  sentido: directionParam,
  escopo: first.transform((word) => (word === "instituicao" ? ("institution" as const) : ("own" as const))),
  contar: first.transform((word) => word === "tudo"),
  depois: first,
  antes: first,
});

/** The cursor of an address, if it holds one that belongs to this order. */
export function readCursor(
  order: string,
  width: number,
  address: { depois: string; antes: string },
): Cursor | null {
  const after = decodePosition(order, width, address.depois);
  if (after) return { side: "after", ...after };
  const before = decodePosition(order, width, address.antes);
  return before && { side: "before", ...before };
}

/** Writes a cursor into an address. */
export function writeCursor(query: URLSearchParams, order: string, cursor: Cursor | null): void {
  if (cursor) query.set(cursor.side === "after" ? "depois" : "antes", encodePosition(order, cursor));
}

/** Reads the address of the list. What makes no sense falls back to the usual. */
export function readTicketList(raw: AddressParams): TicketListAddress {
  const { status, q, ordem, sentido, escopo, contar, ...cursors } = params.parse(raw);
  const form = ORDER_FORMS[ordem];
  const direction = sentido ?? form.direction;
  return {
    scope: escopo,
    status,
    search: q,
    order: ordem,
    direction,
    cursor: readCursor(`${ordem}.${direction}`, form.width, cursors),
    countAll: contar,
  };
}

/** Address of the list with something changed: anything but the page begins again at the first page. */
export function ticketListHref(address: TicketListAddress, change: Partial<TicketListAddress> = {}): string {
  const next = { ...address, cursor: null, ...change };
  const form = ORDER_FORMS[next.order];
  const query = new URLSearchParams();
  if (next.scope === "institution") query.set("escopo", "instituicao");
  if (next.status !== "todos") query.set("status", next.status);
  if (next.search) query.set("q", next.search);
  if (next.order !== "updated") query.set("ordem", form.word);
  if (next.direction !== form.direction) query.set("sentido", next.direction);
  if (next.countAll) query.set("contar", "tudo");
  writeCursor(query, `${next.order}.${next.direction}`, next.cursor);
  return withQuery("/chamados", query);
}

/** A path with its query, if there is one. */
export function withQuery(path: string, query: URLSearchParams): string {
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Cursors that lead on and back from a page. */
export const after = (position: Position): Cursor => ({ side: "after", ...position });
export const before = (position: Position): Cursor => ({ side: "before", ...position });
