import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { notices } from "@/db/schema/notices";
import { events, readMarks, tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { visibleTo } from "../visibility";

/**
 * Keeps until when the person has read a ticket, and that they know what they were told of it. Writes only when something
 * happened since the last time.
 */
export async function markRead(actor: UserActor, input: { ticketId: string }, now: Date): Promise<void> {
  await db
    .update(notices)
    .set({ readAt: now })
    .where(
      and(eq(notices.userId, actor.userId), eq(notices.ticketId, input.ticketId), isNull(notices.readAt)),
    );
  await db
    .insert(readMarks)
    .select(
      db
        .select({
          userId: sql`${actor.userId}::uuid`.as("user_id"),
          ticketId: tickets.id,
          readAt: sql`${now}::timestamptz`.as("read_at"),
        })
        .from(tickets)
        .where(and(eq(tickets.id, input.ticketId), visibleTo(actor))),
    )
    .onConflictDoUpdate({
      target: [readMarks.userId, readMarks.ticketId],
      set: { readAt: now },
      setWhere: sql`exists (
        select 1 from ${events}
        where ${events.ticketId} = excluded.ticket_id and ${events.at} > ${readMarks.readAt})`,
    });
}
