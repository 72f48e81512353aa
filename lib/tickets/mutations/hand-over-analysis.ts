import type { UserActor } from "@/lib/actor";
import { requireAttendant } from "../attendants";
import { changeTicket } from "../change";

/** Passes the analysis to another reviewer of the department. */
export function handOverAnalysis(
  actor: UserActor,
  input: { number: number; reviewerId: string },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "hand_over_analysis", now, async (change) => {
    await requireAttendant(change.tx, change.ticket.departmentId, input.reviewerId, now, "reviewerId");
    await change.move({ reviewerId: input.reviewerId });
    await change.record({ reviewerId: input.reviewerId });
  });
}
