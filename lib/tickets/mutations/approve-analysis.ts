import type { UserActor } from "@/lib/actor";
import { requireAttendant } from "../attendants";
import { changeTicket } from "../change";

/** Approves the request to an attendant: in_review → assigned. */
export function approveAnalysis(
  actor: UserActor,
  input: { number: number; assigneeId: string },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "approve_analysis", now, async (change) => {
    await requireAttendant(change.tx, change.ticket.departmentId, input.assigneeId, now);
    await change.move({ assigneeId: input.assigneeId, lastAttendantId: input.assigneeId, reviewerId: null });
    await change.record({ assigneeId: input.assigneeId });
  });
}
