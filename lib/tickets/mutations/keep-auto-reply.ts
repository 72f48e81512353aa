import type { Tx } from "@/db/index";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket, type TicketRef } from "../change";

/** A machine of the requester's answered, such as the one that says they are away: the team may read it, and nothing moves. */
export function keepAutoReply(
  input: TicketRef & { body: RichDocument | null },
  now: Date,
  within: Tx,
): Promise<{ messageId: string }> {
  return changeTicket(
    { kind: "system", job: "mail" },
    input,
    "auto_reply",
    now,
    async (change) => {
      await change.record({}, { internal: true });
      return { messageId: await change.say("internal_note", input.body) };
    },
    within,
  );
}
