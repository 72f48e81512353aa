import "server-only";
import { sql } from "drizzle-orm";
import { db } from "@/db/index";

/** The channel on which every app process hears of changes. Payload: ids only. */
export const LIVE_CHANNEL = "guiche_live";

/** What travels on the channel. */
export interface LiveEvent {
  id: string;
  ticketId: string;
  internal: boolean;
  actorId: string | null;
}

/**
 * Hands recorded events on to whoever listens, after their transaction committed. Safe to call at any time and
 * from several processes: each event is taken by one of them, and a crash leaves it for the next call.
 */
export async function relay(): Promise<void> {
  for (;;) {
    const taken = await db.execute<{ n: number }>(sql`
      with taken as (
        delete from unpublished_events
        where event_id in (
          select event_id from unpublished_events order by created_at limit 100 for update skip locked
        )
        returning event_id
      ), told as (
        select pg_notify(${LIVE_CHANNEL}, json_build_object(
          'id', e.id, 'ticketId', e.ticket_id, 'internal', e.internal, 'actorId', e.actor_id
        )::text)
        from taken join events e on e.id = taken.event_id
      )
      select count(*)::int as n from told`);
    if ((taken.rows[0]?.n ?? 0) < 100) return;
  }
}
