import type { UserActor } from "@/lib/actor";
import { changeTicket } from "../change";
import { endPending } from "../pending";

/** Work goes on: pending → where the wait began. */
export function resumeTicket(actor: UserActor, input: { number: number }, now: Date): Promise<void> {
  return changeTicket(actor, input, "resume", now, async (change) => {
    await change.move();
    await change.record();
    await endPending(change);
  });
}
