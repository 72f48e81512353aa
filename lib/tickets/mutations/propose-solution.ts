import { v7 } from "uuid";
import { solutions } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";
import { startLapse } from "../deadline";
import { endPending } from "../pending";
import { answerLink } from "../solution";

/** The team proposes a solution, which then waits for the requester: assigned, pending → validating. */
export function proposeSolution(
  actor: UserActor,
  input: { number: number; body: RichDocument; files: string[]; key?: string | undefined },
  now: Date,
): Promise<{ solutionId: string }> {
  return changeTicket(actor, input, "propose_solution", now, async (change) => {
    const { tx, ticket } = change;
    const solutionId = v7();
    const assigneeId = ticket.assigneeId ?? actor.userId;
    await change.move({ assigneeId, lastAttendantId: assigneeId, stillNeededCount: 0 });
    await change.record({ solutionId });
    const messageId = await change.say("solution", input.body, input.files);
    await tx.insert(solutions).values({
      id: solutionId,
      ticketId: ticket.id,
      messageId,
      origin: "staff",
      proposedBy: actor.userId,
      proposedAt: now,
      state: "waiting",
    });
    if (change.from === "pending") await endPending(change);
    const dueAt = await startLapse(tx, ticket, "validation_lapse", now);
    change.about = { deadline: "validation_lapse", dueAt };
    change.link = answerLink(solutionId, dueAt);
    return { solutionId };
  });
}
