import { sql } from "drizzle-orm";
import { db } from "@/db/index";

/** A deadline that a change set, or ended. */
export interface Touched {
  deadlineId: string;
  ticketId: string;
  /** ISO. */
  dueAt: string;
  gone: boolean;
}

/** The deadlines of the tickets that these events changed: those that run, and those that ended with the events. */
export async function deadlinesTouched(eventIds: readonly string[]): Promise<Touched[]> {
  const { rows } = await db.execute<Omit<Touched, "dueAt"> & { dueAt: Date }>(sql`
    with changed as (
      select ticket_id, min(at) as since from events where id = any(${sql.param(eventIds)}::uuid[]) group by ticket_id
    )
    select d.id as "deadlineId", d.ticket_id as "ticketId", d.due_at as "dueAt",
      coalesce(d.settled_at, d.cancelled_at) is not null as gone
    from changed join deadlines d on d.ticket_id = changed.ticket_id
    where (d.settled_at is null and d.cancelled_at is null) or coalesce(d.settled_at, d.cancelled_at) >= changed.since`);
  return rows.map((row) => ({ ...row, dueAt: new Date(row.dueAt).toISOString() }));
}

/** Whether letters about these events wait to go out. */
export async function hasLetters(eventIds: readonly string[]): Promise<boolean> {
  const { rows } = await db.execute<{ some: boolean }>(sql`
    select exists (
      select 1 from outbox where event_id = any(${sql.param(eventIds)}::uuid[]) and state = 'waiting'
    ) as some`);
  return rows[0]?.some ?? false;
}
