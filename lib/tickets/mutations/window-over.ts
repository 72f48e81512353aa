import type { SystemActor } from "@/lib/actor";
import { changeTicket } from "../change";
import { settleDeadline } from "../lapse";

/** The window for reopening ended: resolved → closed. */
export function windowOver(actor: SystemActor, input: { id: string }, now: Date): Promise<void> {
  return changeTicket(actor, input, "window_over", now, async (change) => {
    await settleDeadline(change, "reopen_window");
    await change.move({ closedAt: now, closedBy: "window" });
    await change.record();
  });
}
