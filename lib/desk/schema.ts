import { z } from "zod";
import type { Cursor } from "../search/cursor";
import {
  type AddressParams,
  type Direction,
  directionParam,
  ORDER_FORMS,
  readCursor,
  searchParam,
  textParam,
  withQuery,
  writeCursor,
} from "../search/schema";
import { COUNTERS, type CounterSlug } from "../tickets/labels";
import { TABS, type Tab } from "./labels";

/** Orders of the queue: those of every list, and who has waited longest. */
export const QUEUE_ORDER_FORMS = {
  waiting: { word: "espera", direction: "asc", width: 2 },
  ...ORDER_FORMS,
} as const satisfies Record<string, { word: string; direction: Direction; width: number }>;

export type QueueOrder = keyof typeof QUEUE_ORDER_FORMS;
export const QUEUE_ORDERS = Object.keys(QUEUE_ORDER_FORMS) as QueueOrder[];

/** "open": what still asks for work. The counters' slugs narrow or widen it. */
export type QueueStatus = "open" | CounterSlug;

/** Everything the queue depends on. The address holds it all. */
export interface QueueAddress {
  tab: Tab;
  /** Slug of a department; empty for all of the person's. */
  department: string;
  status: QueueStatus;
  search: string;
  order: QueueOrder;
  direction: Direction;
  cursor: Cursor | null;
}

const params = z.object({
  aba: textParam.transform((word) => TABS.find(({ slug }) => slug === word)?.tab ?? "unassigned"),
  setor: textParam.transform((word) => (/^[a-z0-9-]{1,80}$/.test(word) ? word : "")),
  status: textParam.transform(
    (word): QueueStatus => COUNTERS.find((counter) => counter.slug === word)?.slug ?? "open",
  ),
  q: searchParam,
  ordem: textParam.transform((word) => QUEUE_ORDERS.find((order) => QUEUE_ORDER_FORMS[order].word === word)),
  sentido: directionParam,
  depois: textParam,
  antes: textParam,
});

/** Open work is sorted by who waits longest; what is searched in all the rest by age, else by what changed last. */
function usualOrder({ status, search }: Pick<QueueAddress, "status" | "search">): QueueOrder {
  if (status === "open") return "waiting";
  return search ? "number" : "updated";
}

/** Reads the address of the queue. What makes no sense falls back to the usual. */
export function readQueue(raw: AddressParams): QueueAddress {
  const { aba, setor, status, q, ordem, sentido, ...cursors } = params.parse(raw);
  const order = ordem ?? usualOrder({ status, search: q });
  const form = QUEUE_ORDER_FORMS[order];
  const direction = sentido ?? form.direction;
  return {
    tab: aba,
    department: setor,
    status,
    search: q,
    order,
    direction,
    cursor: readCursor(`${order}.${direction}`, form.width, cursors),
  };
}

/** Address of the queue with something changed: anything but the page begins again at the first page. */
export function queueHref(address: QueueAddress, change: Partial<QueueAddress> = {}): string {
  const next = { ...address, cursor: null, ...change };
  if (!change.order && address.order === usualOrder(address) && next.order !== usualOrder(next)) {
    next.order = usualOrder(next);
    next.direction = QUEUE_ORDER_FORMS[next.order].direction;
  }
  const form = QUEUE_ORDER_FORMS[next.order];
  const query = new URLSearchParams();
  const tab = TABS.find((view) => view.tab === next.tab);
  if (tab && tab.tab !== "unassigned") query.set("aba", tab.slug);
  if (next.department) query.set("setor", next.department);
  if (next.status !== "open") query.set("status", next.status);
  if (next.search) query.set("q", next.search);
  if (next.order !== usualOrder(next)) query.set("ordem", form.word);
  if (next.direction !== form.direction) query.set("sentido", next.direction);
  writeCursor(query, `${next.order}.${next.direction}`, next.cursor);
  return withQuery("/fila", query);
}
