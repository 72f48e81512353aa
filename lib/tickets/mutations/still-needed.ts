import type { Actor } from "@/lib/actor";
import { tooLate } from "@/lib/errors";
import { changeTicket } from "../change";
import { openDeadlines, startLapse } from "../deadline";
import { waitingSolution } from "../solution";

/**
 * "Ainda preciso": the running count starts again; after three in a row the manager is told. With a count or a solution named,
 * of that one alone.
 */
export function stillNeeded(
  actor: Actor,
  input: { number: number; deadlineId?: string; solutionId?: string },
  now: Date,
): Promise<{ dueAt: Date }> {
  return changeTicket(actor, input, "still_needed", now, async (change) => {
    const { tx, ticket } = change;
    const kind = change.from === "validating" ? "validation_lapse" : "pending_lapse";
    const [running] = await openDeadlines(tx, ticket.id, kind);
    if (input.deadlineId && running?.id !== input.deadlineId) throw tooLate();
    if (input.solutionId && (await waitingSolution(tx, ticket.id)) !== input.solutionId) throw tooLate();
    const count = ticket.stillNeededCount + 1;
    await change.move({ stillNeededCount: count });
    const dueAt = await startLapse(tx, ticket, kind, now);
    await change.record({ dueAt: dueAt.toISOString(), ...(await change.escalation()) });
    return { dueAt };
  });
}
