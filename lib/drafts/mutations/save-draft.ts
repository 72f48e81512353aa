import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { drafts } from "@/db/schema/catalog";
import type { UserActor } from "../../actor";
import { findDraft } from "../queries";
import type { DraftSave, SaveAnswer } from "../schema";

/**
 * Keeps what the person has written so far, if nobody saved a later version. A draft that was sent or thrown away
 * meanwhile does not come back.
 */
export async function saveDraft(
  actor: UserActor,
  place: string,
  save: Omit<DraftSave, "owner">,
  now: Date,
): Promise<SaveAnswer> {
  const [saved] =
    save.revision === 0 ? await begin(actor, place, save, now) : await goOn(actor, place, save, now);
  if (saved) return { outcome: "saved", ...saved, savedAt: now.toISOString() };
  const draft = await findDraft(actor, place);
  return draft ? { outcome: "conflict", draft } : { outcome: "gone" };
}

const learned = { id: drafts.id, revision: drafts.revision };

function begin(actor: UserActor, place: string, save: Omit<DraftSave, "owner">, now: Date) {
  return db
    .insert(drafts)
    .values({
      id: save.id,
      userId: actor.userId,
      place,
      content: save.content,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning(learned);
}

function goOn(actor: UserActor, place: string, save: Omit<DraftSave, "owner">, now: Date) {
  return db
    .update(drafts)
    .set({ content: save.content, revision: sql`${drafts.revision} + 1`, updatedAt: now })
    .where(
      and(
        eq(drafts.userId, actor.userId),
        eq(drafts.place, place),
        eq(drafts.id, save.id),
        eq(drafts.revision, save.revision),
      ),
    )
    .returning(learned);
}
