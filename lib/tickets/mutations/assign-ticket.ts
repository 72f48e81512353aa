import type { UserActor } from "@/lib/actor";
import { requireAttendant } from "../attendants";
import { changeTicket } from "../change";

/** Gives a new ticket to a technician of its department: new → assigned. */
export function assignTicket(
  actor: UserActor,
  input: { number: number; assigneeId: string },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "assign", now, async (change) => {
    await requireAttendant(change.tx, change.ticket.departmentId, input.assigneeId, now);
    await change.move({ assigneeId: input.assigneeId, lastAttendantId: input.assigneeId });
    await change.record({ assigneeId: input.assigneeId });
  });
}
