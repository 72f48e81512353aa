import type { UserActor } from "@/lib/actor";
import { tooLate } from "@/lib/errors";
import { requireAttendant } from "../attendants";
import { changeTicket } from "../change";

/**
 * Passes a ticket to a person of the department, the actor included ("Assumir" where nobody is assigned).
 * `formerAssigneeId` is who the screen showed: if that changed meanwhile, the actor is told instead.
 */
export function handOver(
  actor: UserActor,
  input: { number: number; assigneeId: string; formerAssigneeId: string | null },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "hand_over", now, async (change) => {
    if (change.ticket.assigneeId !== input.formerAssigneeId) {
      throw tooLate("Alguém foi mais rápido: este chamado já passou para outra pessoa.");
    }
    await requireAttendant(change.tx, change.ticket.departmentId, input.assigneeId, now);
    await change.move({ assigneeId: input.assigneeId, lastAttendantId: input.assigneeId });
    await change.record({ assigneeId: input.assigneeId, formerAssigneeId: input.formerAssigneeId });
  });
}
