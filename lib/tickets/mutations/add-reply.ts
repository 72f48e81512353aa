import type { Tx } from "@/db/index";
import type { Actor } from "@/lib/actor";
import { changeTicket, type Said, type TicketRef } from "../change";
import { startLapse } from "../deadline";
import { endPending } from "../pending";

/**
 * The requester writes. Ends a wait for the requester; restarts the count of a proposed solution; in other states
 * nothing moves.
 */
export function addReply(
  actor: Actor,
  input: TicketRef & Said,
  now: Date,
  within?: Tx,
): Promise<{ messageId: string }> {
  return changeTicket(
    actor,
    input,
    "reply",
    now,
    async (change) => {
      await change.move({ stillNeededCount: 0 });
      await change.record();
      const messageId = await change.say("reply", input.body, input.files);
      if (change.from === "pending" && change.to !== "pending") await endPending(change);
      if (change.from === "validating") {
        await startLapse(change.tx, change.ticket, "validation_lapse", now);
      }
      return { messageId };
    },
    within,
  );
}
