import type { UserActor } from "@/lib/actor";
import { changeTicket } from "../change";

/** Gives the analysis back to the queue: in_review → new. */
export function stopAnalysis(actor: UserActor, input: { number: number }, now: Date): Promise<void> {
  return changeTicket(actor, input, "stop_analysis", now, async (change) => {
    await change.move({ reviewerId: null });
    await change.record({ reviewerId: null });
  });
}
