import type { UserActor } from "@/lib/actor";
import { changeTicket } from "../change";

/** Begins the analysis of a request whose service demands one: new → in_review by the actor. */
export function startAnalysis(actor: UserActor, input: { number: number }, now: Date): Promise<void> {
  return changeTicket(actor, input, "start_analysis", now, async (change) => {
    await change.move({ reviewerId: actor.userId });
    await change.record({ reviewerId: actor.userId });
  });
}
