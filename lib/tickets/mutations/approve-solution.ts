import type { Actor } from "@/lib/actor";
import { openLink } from "@/lib/mail/outbox";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";
import { addClosing, rateLink } from "../closing";
import { cancelDeadlines, startWindow } from "../deadline";
import { decideSolution, explainDecision } from "../solution";

/**
 * "Resolveu": validating → resolved, or closed where the service has no window for reopening. Who says so by a letter's link
 * gets another one, by which they may rate: its id comes back, and so does the end of the window.
 */
export function approveSolution(
  actor: Actor,
  input: {
    number: number;
    body: RichDocument | null;
    files: string[];
    key?: string | undefined;
    solutionId?: string;
  },
  now: Date,
): Promise<{ closingId: string; invitationId: string | null; reopenUntil: Date | null }> {
  return changeTicket(actor, input, "approve_solution", now, async (change) => {
    const { tx, ticket } = change;
    const closes = change.to === "closed";
    await change.move({ resolvedAt: now, ...(closes ? { closedAt: now, closedBy: "approval" } : {}) });
    const says = input.body !== null || input.files.length > 0;
    const messageId = says ? change.messageId : null;
    const solutionId = await decideSolution(change, "approved", input.solutionId);
    await change.record({ solutionId, ...(messageId ? { messageId } : {}) });
    if (messageId) {
      await change.say("decision", input.body, input.files);
      await explainDecision(change, solutionId, messageId);
    }
    const closingId = await addClosing(change, "approval");
    await cancelDeadlines(tx, ticket.id, ["validation_lapse"], now);
    const reopenUntil = closes ? null : await startWindow(tx, ticket, now);
    const invitationId =
      actor.kind === "guest"
        ? await openLink(
            tx,
            { ...rateLink(closingId, now), userId: actor.userId },
            { ticketId: ticket.id, now },
          )
        : null;
    return { closingId, invitationId, reopenUntil };
  });
}
