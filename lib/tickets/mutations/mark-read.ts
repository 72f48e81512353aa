import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { notices } from "@/db/schema/notices";
import { readMarks, tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { tellOfReading } from "@/lib/events/relay";
import type { Unread } from "../unread";
import { visibleTo } from "../visibility";

/**
 * Keeps up to which event the person has read a ticket, and that they know what they were told of it: what their page showed,
 * and nothing that came meanwhile. Their other open pages hear that notices were read.
 */
export async function markRead(
  actor: UserActor,
  { ticketId, readTo, notices: told }: Unread & { ticketId: string },
  now: Date,
): Promise<void> {
  const known =
    told.length > 0
      ? await db
          .update(notices)
          .set({ readAt: now })
          .where(and(eq(notices.userId, actor.userId), inArray(notices.id, told), isNull(notices.readAt)))
          .returning({ id: notices.id })
      : [];
  await db
    .insert(readMarks)
    .select(
      db
        .select({
          userId: sql`${actor.userId}::uuid`.as("user_id"),
          ticketId: tickets.id,
          readAt: sql`${readTo}::timestamptz`.as("read_at"),
        })
        .from(tickets)
        .where(and(eq(tickets.id, ticketId), visibleTo(actor))),
    )
    .onConflictDoUpdate({
      target: [readMarks.userId, readMarks.ticketId],
      set: { readAt: readTo },
      setWhere: sql`${readMarks.readAt} < excluded.read_at`,
    });
  // Last, so that a page that looks again finds the mark too.
  if (known.length > 0) await tellOfReading(actor.userId);
}
