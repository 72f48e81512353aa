import { eq } from "drizzle-orm";
import type { DeadlineKind } from "@/db/enums";
import { deadlines } from "@/db/schema/tickets";
import { tooLate } from "../errors";
import type { Change } from "./change";
import { openDeadline } from "./deadline";

/**
 * Marks the count as settled by this change.
 * @throws AppError conflict when it was moved, cancelled or settled meanwhile, or is not due yet
 */
export async function settleDeadline(change: Change, kind: DeadlineKind): Promise<void> {
  const deadline = await openDeadline(change.tx, change.ticket.id, kind);
  if (!deadline || deadline.dueAt > change.now) throw tooLate("Este prazo não está vencido.");
  await change.tx.update(deadlines).set({ settledAt: change.now }).where(eq(deadlines.id, deadline.id));
}
