import { and, eq, isNull, lte } from "drizzle-orm";
import { db } from "@/db/index";
import { notices } from "@/db/schema/notices";
import type { UserActor } from "@/lib/actor";

/** The person knows everything they were told until now. */
export async function readAll(actor: UserActor, _: object, now: Date): Promise<void> {
  await db
    .update(notices)
    .set({ readAt: now })
    .where(and(eq(notices.userId, actor.userId), isNull(notices.readAt), lte(notices.createdAt, now)));
}
