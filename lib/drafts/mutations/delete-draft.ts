import "server-only";
import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/index";
import { drafts } from "@/db/schema/catalog";
import { type Actor, accountOf } from "../../actor";

/** Empties the place in the transaction of the verb that sent what stood there; its files are claimed by the verb. */
export async function deleteDraft(on: Executor, actor: Actor, place: string): Promise<void> {
  const userId = accountOf(actor);
  if (!userId) return;
  await on.delete(drafts).where(and(eq(drafts.userId, userId), eq(drafts.place, place)));
}
