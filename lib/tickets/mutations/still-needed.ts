import type { Actor } from "@/lib/actor";
import { changeTicket } from "../change";
import { startLapse } from "../deadline";

/** "Ainda preciso": the running count starts again; after three in a row the manager is told. */
export function stillNeeded(actor: Actor, input: { number: number }, now: Date): Promise<{ dueAt: Date }> {
  return changeTicket(actor, input, "still_needed", now, async (change) => {
    const { tx, ticket } = change;
    const count = ticket.stillNeededCount + 1;
    await change.move({ stillNeededCount: count });
    const validating = change.from === "validating";
    const dueAt = await startLapse(tx, ticket, validating ? "validation_lapse" : "pending_lapse", now);
    await change.record({ dueAt: dueAt.toISOString(), ...(count >= 3 ? { escalated: true } : {}) });
    return { dueAt };
  });
}
