import type { Tx } from "@/db/index";
import type { UserActor } from "@/lib/actor";
import { changeTicket, type Said, type TicketRef } from "../change";

/** The team writes to the requester. On a new ticket this takes it ("Assumir e responder"); no count moves. */
export function addFollowUp(
  actor: UserActor,
  input: TicketRef & Said,
  now: Date,
  within?: Tx,
): Promise<{ messageId: string }> {
  return changeTicket(
    actor,
    input,
    "follow_up",
    now,
    async (change) => {
      const takes = change.from === "new";
      await change.move(takes ? { assigneeId: actor.userId, lastAttendantId: actor.userId } : {});
      await change.record(takes ? { assigneeId: actor.userId } : {});
      return { messageId: await change.say("follow_up", input.body, input.files) };
    },
    within,
  );
}
