import "server-only";
import { and, eq } from "drizzle-orm";
import { tickets } from "@/db/schema/tickets";
import type { Actor } from "../actor";
import { type Receipt, readReceipt } from "../receipts/queries";
import { visibleTo } from "./visibility";

/** What was sent when the ticket was opened and what follows, or null when the ticket does not exist for the actor. */
export function findReceipt(actor: Actor, number: number): Promise<Receipt | null> {
  return readReceipt(and(eq(tickets.number, number), visibleTo(actor)));
}
