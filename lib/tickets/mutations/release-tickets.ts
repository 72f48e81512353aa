import { and, asc, eq, or } from "drizzle-orm";
import type { Tx } from "@/db/index";
import { tickets } from "@/db/schema/tickets";
import { loseAssignee } from "./lose-assignee";

/**
 * Leaves every ticket that a person attends or analyses without anybody, and tells the managers, but not who did it.
 * Returns how many were released.
 */
export async function releaseTickets(tx: Tx, by: string, userId: string, now: Date): Promise<number> {
  const held = await tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(tickets.open, or(eq(tickets.assigneeId, userId), eq(tickets.attendantId, userId))))
    // Held before the first is changed, so that none of them ends meanwhile.
    .orderBy(asc(tickets.id))
    .for("update");
  for (const { id } of held) await loseAssignee(tx, { kind: "system", job: "release", by }, { id }, now);
  return held.length;
}
