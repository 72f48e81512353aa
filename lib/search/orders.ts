import { type SQL, sql } from "drizzle-orm";
import { TICKET_STATUSES } from "@/db/enums";
import { tickets } from "@/db/schema/tickets";
import { integerKey, type Key, type Keyset, momentKey } from "./keyset";
import type { Direction, Order } from "./schema";

/** A status as its place in the life of a ticket. */
const statusRank: SQL = sql.raw(
  `array_position(array[${TICKET_STATUSES.map((status) => `'${status}'`).join(", ")}], "tickets"."status")`,
);

const number = integerKey(sql`${tickets.number}`);
/** Newest first whichever way the keys before it go. */
const newestFirst = (direction: Direction) =>
  direction === "desc" ? number : integerKey(sql`(- ${tickets.number})`);

const KEYS: Record<Order, (direction: Direction) => readonly Key[]> = {
  updated: () => [momentKey(tickets.updatedAt)],
  opened: () => [momentKey(tickets.openedAt)],
  number: () => [number],
  status: (direction) => [integerKey(statusRank), newestFirst(direction)],
};

/** The keyset behind an order of tickets. */
export function ticketKeyset(order: Order, direction: Direction): Keyset {
  return { keys: KEYS[order](direction), id: tickets.id, direction };
}
