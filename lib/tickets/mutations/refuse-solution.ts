import type { Actor } from "@/lib/actor";
import type { RichDocument } from "@/lib/richtext/schema";
import { backToLastAttendant } from "../attendants";
import { changeTicket } from "../change";
import { cancelDeadlines } from "../deadline";
import { decideSolution, explainDecision } from "../solution";

/**
 * "Não resolveu", with the reason: validating → assigned to whoever attended last; if that person is gone the
 * ticket waits on top of the queue and the manager is told.
 */
export function refuseSolution(
  actor: Actor,
  input: {
    number: number;
    body: RichDocument;
    files: string[];
    key?: string | undefined;
    solutionId?: string;
  },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "refuse_solution", now, async (change) => {
    const assigneeId = await backToLastAttendant(change.tx, change.ticket, now);
    await change.move({ assigneeId });
    const solutionId = await decideSolution(change, "refused", input.solutionId);
    await change.record({ solutionId, assigneeId, ...(await change.escalation()) });
    const messageId = await change.say("decision", input.body, input.files);
    await explainDecision(change, solutionId, messageId);
    await cancelDeadlines(change.tx, change.ticket.id, ["validation_lapse"], now);
  });
}
