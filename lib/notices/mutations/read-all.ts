import { and, eq, isNull, lte } from "drizzle-orm";
import { db } from "@/db/index";
import { notices } from "@/db/schema/notices";
import type { UserActor } from "@/lib/actor";
import { tellOfReading } from "@/lib/events/relay";

/** The person knows everything they were told until now; their other open pages hear so. */
export async function readAll(actor: UserActor, _: object, now: Date): Promise<void> {
  const read = await db
    .update(notices)
    .set({ readAt: now })
    .where(and(eq(notices.userId, actor.userId), isNull(notices.readAt), lte(notices.createdAt, now)))
    .returning({ id: notices.id });
  if (read.length > 0) await tellOfReading(actor.userId);
}
