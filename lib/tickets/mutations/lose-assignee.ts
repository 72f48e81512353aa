import type { Tx } from "@/db/index";
import type { SystemActor } from "@/lib/actor";
import { changeTicketIn } from "../change";

/**
 * Whoever attended or analysed the ticket was disabled, or the profile ended: nobody is on it and the managers
 * are told. Part of the transaction that ends the person's work.
 */
export function loseAssignee(tx: Tx, actor: SystemActor, input: { id: string }, now: Date): Promise<void> {
  return changeTicketIn(tx, actor, input, "lose_assignee", now, async (change) => {
    const { assigneeId, reviewerId } = change.ticket;
    await change.move({ assigneeId: null, reviewerId: assigneeId ? reviewerId : null });
    const formerAssigneeId = assigneeId ?? reviewerId;
    await change.record({ formerAssigneeId, ...(await change.escalation()) });
  });
}
