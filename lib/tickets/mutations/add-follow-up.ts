import type { UserActor } from "@/lib/actor";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";

/** The team writes to the requester. On a new ticket this takes it ("Assumir e responder"); no count moves. */
export function addFollowUp(
  actor: UserActor,
  input: { number: number; body: RichDocument; files: string[]; key?: string | undefined },
  now: Date,
): Promise<{ messageId: string }> {
  return changeTicket(actor, input, "follow_up", now, async (change) => {
    const takes = change.from === "new";
    await change.move(takes ? { assigneeId: actor.userId, lastAttendantId: actor.userId } : {});
    await change.record(takes ? { assigneeId: actor.userId } : {});
    return { messageId: await change.say("follow_up", input.body, input.files) };
  });
}
