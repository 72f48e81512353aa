import type { SystemActor } from "@/lib/actor";
import { changeTicket } from "../change";

/** The attendant was disabled or the profile ended: nobody is assigned and the manager is told. */
export function loseAssignee(actor: SystemActor, input: { id: string }, now: Date): Promise<void> {
  return changeTicket(actor, input, "lose_assignee", now, async (change) => {
    await change.move({ assigneeId: null });
    await change.record({ formerAssigneeId: change.ticket.assigneeId, escalated: true });
  });
}
