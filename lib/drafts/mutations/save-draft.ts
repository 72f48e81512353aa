import "server-only";
import { and, eq, or, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { drafts } from "@/db/schema/catalog";
import type { UserActor } from "../../actor";
import { findDraft } from "../queries";
import type { DraftContent, DraftSave, SaveAnswer } from "../schema";

/**
 * Keeps what the person has written so far, if nobody saved a later version. A draft that was sent or thrown away
 * meanwhile does not come back. The text that is there already is saved, whoever brought it: the last words of a
 * page that was left may arrive after the next page has read the draft.
 */
export async function saveDraft(
  actor: UserActor,
  place: string,
  save: Omit<DraftSave, "owner">,
  now: Date,
): Promise<SaveAnswer> {
  const begun = save.revision === 0 ? await begin(actor, place, save, now) : [];
  const [saved] = begun.length > 0 ? begun : await goOn(actor, place, save, now);
  if (saved) return { outcome: "saved", ...saved, savedAt: now.toISOString() };
  const draft = await findDraft(actor, place);
  return draft ? { outcome: "conflict", draft } : { outcome: "gone" };
}

/** The draft says exactly this, in whatever order of keys. */
const holds = (content: DraftContent) => eq(drafts.content, content);

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
    .set({
      content: save.content,
      revision: sql`${drafts.revision} + (not ${holds(save.content)})::int`,
      updatedAt: now,
    })
    .where(
      and(
        eq(drafts.userId, actor.userId),
        eq(drafts.place, place),
        eq(drafts.id, save.id),
        or(eq(drafts.revision, save.revision), holds(save.content)),
      ),
    )
    .returning(learned);
}
