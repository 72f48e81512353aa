import type { SystemActor } from "@/lib/actor";
import { changeTicket } from "../change";
import { settleWindow } from "../lapse";

/** The window for reopening ended: resolved → closed. */
export function windowOver(actor: SystemActor, input: { id: string }, now: Date): Promise<void> {
  return changeTicket(actor, input, "window_over", now, async (change) => {
    await settleWindow(change);
    await change.move({ closedAt: now, closedBy: "window" });
    await change.record();
  });
}
