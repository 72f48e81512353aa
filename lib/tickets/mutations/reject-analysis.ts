import type { UserActor } from "@/lib/actor";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";

/** Refuses the request in the analysis, with a justification the requester reads: in_review → rejected (final). */
export function rejectAnalysis(
  actor: UserActor,
  input: { number: number; body: RichDocument; files: string[] },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "reject_analysis", now, async (change) => {
    await change.move({ closedAt: now });
    await change.record();
    await change.say("decision", input.body, input.files);
  });
}
