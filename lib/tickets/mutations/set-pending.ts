import type { PendingType } from "@/db/enums";
import type { UserActor } from "@/lib/actor";
import { changeTicket } from "../change";
import { beginPending } from "../pending";

/** The ticket waits for somebody, with type and reason: assigned, in_review → pending, remembering where from. */
export function setPending(
  actor: UserActor,
  input: { number: number; type: PendingType; reason: string },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "set_pending", now, async (change) => {
    const from = change.from === "in_review" ? "in_review" : "assigned";
    await change.move({
      pendingFrom: from,
      pendingType: input.type,
      pendingReason: input.reason,
      stillNeededCount: 0,
    });
    await change.record({ pendingType: input.type });
    await beginPending(change, input.type, input.reason);
  });
}
