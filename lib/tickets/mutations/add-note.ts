import type { Tx } from "@/db/index";
import type { UserActor } from "@/lib/actor";
import { changeTicket, type Said, type TicketRef } from "../change";

/** An internal note, read by the team and observers only. Moves nothing. */
export function addNote(
  actor: UserActor,
  input: TicketRef & Said,
  now: Date,
  within?: Tx,
): Promise<{ messageId: string }> {
  return changeTicket(
    actor,
    input,
    "add_note",
    now,
    async (change) => {
      await change.record({}, { internal: true });
      return { messageId: await change.say("internal_note", input.body, input.files) };
    },
    within,
  );
}
