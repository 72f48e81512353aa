import "server-only";
import { db } from "@/db/index";
import { drafts } from "@/db/schema/catalog";
import type { UserActor } from "../../actor";
import { findDraft } from "../queries";
import type { Draft } from "../schema";

/** The person's draft of a place, begun empty if there was none. */
export async function ensureDraft(actor: UserActor, place: string, now: Date): Promise<Draft> {
  await db
    .insert(drafts)
    .values({ userId: actor.userId, place, content: {}, createdAt: now, updatedAt: now })
    .onConflictDoNothing();
  const draft = await findDraft(actor, place);
  if (!draft) throw new Error("the draft just begun is gone");
  return draft;
}
