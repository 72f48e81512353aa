import { and, eq, inArray } from "drizzle-orm";
import { db } from "@/db/index";
import { tickets } from "@/db/schema/tickets";
import { AppError } from "@/lib/errors";
import { loseAssignee } from "./lose-assignee";

/**
 * Leaves every ticket that a person attends without an attendant, one transaction each, and tells the managers.
 * Calling it again finds only what is left. Returns how many were released.
 */
export async function releaseTickets(userId: string, now: Date): Promise<number> {
  const held = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(eq(tickets.assigneeId, userId), inArray(tickets.status, ["assigned", "pending", "validating"])),
    );
  let released = 0;
  for (const { id } of held) {
    try {
      await loseAssignee({ kind: "system", job: "release" }, { id }, now);
      released += 1;
    } catch (error) {
      // Between the reading and the act the ticket came to its end: there is nothing to release.
      if (!(error instanceof AppError && error.code === "wrong_state")) throw error;
    }
  }
  return released;
}
