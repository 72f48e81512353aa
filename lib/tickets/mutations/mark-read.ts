import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { events, readMarks, tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { visibleTo } from "../visibility";

/** Keeps until when the person has read a ticket. Writes only when something happened since the last time. */
export async function markRead(actor: UserActor, input: { ticketId: string }, now: Date): Promise<void> {
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
