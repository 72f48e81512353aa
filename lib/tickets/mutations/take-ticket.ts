import type { UserActor } from "@/lib/actor";
import { changeTicket } from "../change";

/** A technician takes a new ticket: new → assigned to the actor. */
export function takeTicket(actor: UserActor, input: { number: number }, now: Date): Promise<void> {
  return changeTicket(actor, input, "take", now, async (change) => {
    await change.move({ assigneeId: actor.userId, lastAttendantId: actor.userId });
    await change.record({ assigneeId: actor.userId });
  });
}
