import { and, asc, eq, inArray, or } from "drizzle-orm";
import { OPEN_STATUSES } from "@/db/enums";
import type { Tx } from "@/db/index";
import { tickets } from "@/db/schema/tickets";
import { underReview } from "../attention";
import { loseAssignee } from "./lose-assignee";

/**
 * Leaves every ticket that a person attends or analyses without anybody, and tells the managers.
 * Returns how many were released.
 */
export async function releaseTickets(tx: Tx, userId: string, now: Date): Promise<number> {
  const held = await tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(
        inArray(tickets.status, [...OPEN_STATUSES]),
        or(eq(tickets.assigneeId, userId), and(eq(tickets.reviewerId, userId), underReview)),
      ),
    )
    // Held before the first is changed, so that none of them ends meanwhile.
    .orderBy(asc(tickets.id))
    .for("update");
  for (const { id } of held) await loseAssignee(tx, { kind: "system", job: "release" }, { id }, now);
  return held.length;
}
