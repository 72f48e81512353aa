import type { Priority } from "@/db/enums";
import type { UserActor } from "@/lib/actor";
import { changeTicket } from "../change";

/** Another priority, from new to pending. The requester does not see it, so "last update" stays as it was. */
export function changePriority(
  actor: UserActor,
  input: { number: number; priority: Priority },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "change_priority", now, async (change) => {
    await change.move({ priority: input.priority, updatedAt: change.ticket.updatedAt });
    await change.record(
      { priority: input.priority, formerPriority: change.ticket.priority },
      { internal: true },
    );
  });
}
