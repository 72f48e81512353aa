import type { Actor } from "@/lib/actor";
import type { RichDocument } from "@/lib/richtext/schema";
import { backToLastAttendant } from "../attendants";
import { changeTicket } from "../change";
import { voidClosing } from "../closing";
import { cancelDeadlines } from "../deadline";

/** Within the window after an approval, with a reason: resolved → assigned. Counted; an open invitation to rate dies. */
export function reopenTicket(
  actor: Actor,
  input: { number: number; body: RichDocument; files: string[]; key?: string | undefined },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "reopen", now, async (change) => {
    const assigneeId = await backToLastAttendant(change.tx, change.ticket, now);
    await change.move({ assigneeId, resolvedAt: null, reopenCount: change.ticket.reopenCount + 1 });
    await change.record({ assigneeId, ...(await change.escalation()) });
    await change.say(change.side === "staff" ? "follow_up" : "reply", input.body, input.files);
    await voidClosing(change);
    await cancelDeadlines(change.tx, change.ticket.id, ["reopen_window"], now);
  });
}
