import type { Actor } from "@/lib/actor";
import { changeTicket } from "../change";

/** The requester gives the request up before work began: new, in_review → cancelled. */
export function cancelTicket(actor: Actor, input: { number: number }, now: Date): Promise<void> {
  return changeTicket(actor, input, "cancel", now, async (change) => {
    await change.move({ closedAt: now });
    await change.record();
  });
}
