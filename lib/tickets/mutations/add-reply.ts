import type { Actor } from "@/lib/actor";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";
import { startLapse } from "../deadline";
import { endPending } from "../pending";

/**
 * The requester writes. Ends a wait for the requester; restarts the count of a proposed solution; in other states
 * nothing moves.
 */
export function addReply(
  actor: Actor,
  input: { number: number; body: RichDocument; files: string[]; key?: string | undefined },
  now: Date,
): Promise<{ messageId: string }> {
  return changeTicket(actor, input, "reply", now, async (change) => {
    await change.move({ stillNeededCount: 0 });
    await change.record();
    const messageId = await change.say("reply", input.body, input.files);
    if (change.from === "pending" && change.to !== "pending") await endPending(change);
    if (change.from === "validating") {
      await startLapse(change.tx, change.ticket, "validation_lapse", now);
    }
    return { messageId };
  });
}
