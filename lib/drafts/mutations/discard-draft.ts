import "server-only";
import { db } from "@/db/index";
import type { UserActor } from "../../actor";
import { removeUnclaimed } from "../../attachments/mutations/remove-file";
import { deleteDraft } from "./delete-draft";

/** Throws away what the person was writing at a place, with the files sent for it. */
export async function discardDraft(actor: UserActor, place: string): Promise<void> {
  await deleteDraft(db, actor, place);
  await removeUnclaimed(actor, place);
}
