import { v7 } from "uuid";
import { solutions } from "@/db/schema/tickets";
import type { SystemActor } from "@/lib/actor";
import { fromPlainText } from "@/lib/richtext/document";
import { changeTicket } from "../change";
import { startLapse } from "../deadline";
import { settleLapse } from "../lapse";
import { endPending } from "../pending";
import { answerLink } from "../solution";

const WORDS =
  "Não recebemos resposta no prazo. Por isso propomos encerrar este chamado. Se ainda precisar, diga que não resolveu.";

/**
 * Nobody answered in time: a wait in attendance becomes a proposed solution "for lack of answer"; a wait in the
 * analysis gives the ticket back to its reviewer.
 */
export function pendingLapse(actor: SystemActor, input: { id: string }, now: Date): Promise<void> {
  return changeTicket(actor, input, "pending_lapse", now, async (change) => {
    const { tx, ticket } = change;
    await settleLapse(change, "pending_lapse");
    const proposes = change.to === "validating";
    await change.move({ stillNeededCount: 0 });
    const solutionId = v7();
    await change.record(proposes ? { solutionId } : {});
    await endPending(change);
    if (!proposes) return;
    const messageId = await change.say("solution", fromPlainText(WORDS));
    await tx.insert(solutions).values({
      id: solutionId,
      ticketId: ticket.id,
      messageId,
      origin: "lack_of_answer",
      proposedBy: null,
      proposedAt: now,
      state: "waiting",
    });
    const dueAt = await startLapse(tx, ticket, "validation_lapse", now);
    change.about = { deadline: "validation_lapse", dueAt };
    change.link = answerLink(solutionId, dueAt);
  });
}
