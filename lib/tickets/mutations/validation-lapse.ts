import type { SystemActor } from "@/lib/actor";
import { changeTicket } from "../change";
import { addClosing, rateLink } from "../closing";
import { settleLapse } from "../lapse";
import { decideSolution } from "../solution";

/** The proposed solution was not answered in time: validating → closed, which is not an approval. */
export function validationLapse(actor: SystemActor, input: { id: string }, now: Date): Promise<void> {
  return changeTicket(actor, input, "validation_lapse", now, async (change) => {
    await settleLapse(change, "validation_lapse");
    await change.move({ closedAt: now, closedBy: "lapse" });
    const solutionId = await decideSolution(change, "lapsed");
    await change.record({ solutionId });
    const closingId = await addClosing(change, "lapse");
    change.link = rateLink(closingId, now);
  });
}
