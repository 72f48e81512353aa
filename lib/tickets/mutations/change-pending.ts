import type { PendingType } from "@/db/enums";
import type { UserActor } from "@/lib/actor";
import { changeTicket } from "../change";
import { beginPending, endPending } from "../pending";

/** Another type or reason of waiting: a new period begins and the count restarts. */
export function changePending(
  actor: UserActor,
  input: { number: number; type: PendingType; reason: string },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "change_pending", now, async (change) => {
    await change.move({ pendingType: input.type, pendingReason: input.reason, stillNeededCount: 0 });
    await change.record({ pendingType: input.type });
    await endPending(change);
    await beginPending(change, input.type, input.reason);
  });
}
