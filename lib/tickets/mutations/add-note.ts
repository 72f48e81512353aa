import type { UserActor } from "@/lib/actor";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";

/** An internal note, read by the team and observers only. Moves nothing. */
export function addNote(
  actor: UserActor,
  input: { number: number; body: RichDocument; files: string[]; key?: string | undefined },
  now: Date,
): Promise<{ messageId: string }> {
  return changeTicket(actor, input, "add_note", now, async (change) => {
    await change.record({}, { internal: true });
    return { messageId: await change.say("internal_note", input.body, input.files) };
  });
}
