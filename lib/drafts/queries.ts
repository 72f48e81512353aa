import "server-only";
import { and, eq } from "drizzle-orm";
import { db } from "@/db/index";
import { drafts } from "@/db/schema/catalog";
import type { UserActor } from "../actor";
import { unclaimedFiles } from "../attachments/queries";
import type { Draft, DraftContent } from "./schema";

/** The person's draft of a place with its files, or null. */
export async function findDraft(actor: UserActor, place: string): Promise<Draft | null> {
  const [row] = await db
    .select()
    .from(drafts)
    .where(and(eq(drafts.userId, actor.userId), eq(drafts.place, place)));
  if (!row) return null;
  return {
    id: row.id,
    revision: row.revision,
    content: row.content as DraftContent,
    savedAt: row.updatedAt.toISOString(),
    files: await unclaimedFiles(actor, place),
  };
}
