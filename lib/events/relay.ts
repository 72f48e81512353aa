import "server-only";
import { sql } from "drizzle-orm";
import { db } from "@/db/index";
import { env, usesInngest } from "../env";
import { log } from "../log";
import { indexTexts } from "../words";
import { deadlinesTouched, hasLetters } from "./touched";

/** The channel on which every app process hears of changes. Payload: ids only. */
export const LIVE_CHANNEL = "guiche_live";

const TIDY_AFTER_MS = 250;

/** What travels on the channel. */
export interface LiveEvent {
  id: string;
  ticketId: string;
  internal: boolean;
  actorId: string | null;
}

/** What travels there as well: somebody read notices of theirs, and their open pages count them anew. */
export interface LiveReading {
  readerId: string;
}

/** Tells the other open pages of a person that they read notices. Like events it does not wait for the disk. */
export async function tellOfReading(readerId: string): Promise<void> {
  await db.execute(sql`
    select pg_notify(${LIVE_CHANNEL}, json_build_object('readerId', ${readerId}::text)::text),
      set_config('synchronous_commit', 'off', true)`);
}

/**
 * What is left to do once an act's transaction committed: lets searches find what was said, hands recorded events on to
 * whoever listens, and soon tidies the indexes of the words. Safe to call at any time and from several processes: each
 * text and event is taken by one of them, and a crash leaves it for the next call.
 */
export async function relay(): Promise<void> {
  tidySoon();
  // First, so that a page that hears of the act finds what was said; but nobody is left untold because that failed.
  await indexTexts().catch((error: unknown) => log.error({ err: error }, "texts wait to be found"));
  await publish();
}

async function publish(): Promise<void> {
  for (;;) {
    // Does not wait for the disk: an event that is handed on again after a crash harms nobody.
    const taken = await db.execute<{ n: number; ids: string[] }>(sql`
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
      select count(*)::int as n, coalesce((select array_agg(event_id) from taken), '{}') as ids,
        set_config('synchronous_commit', 'off', true) from told`);
    const ids = taken.rows[0]?.ids ?? [];
    if (ids.length > 0) void wake(ids);
    if (ids.length < 100) return;
  }
}

/** Told at once, no more than so many lots: Inngest being slow or down costs nobody anything. */
const MOST_LOTS = 8;
let lots = 0;

/**
 * Tells Inngest, where there is one, which deadlines were set and which are gone, and that letters wait. What does not reach it is swept by it, and
 * by the portal's own clock.
 */
async function wake(eventIds: readonly string[]): Promise<void> {
  if (!usesInngest(env()) || lots >= MOST_LOTS) return;
  lots += 1;
  try {
    const [{ inngest }, { deadlineSet, deadlineGone, mailQueued }] = await Promise.all([
      import("@/inngest/client"),
      import("@/inngest/events"),
    ]);
    const touched = await deadlinesTouched(eventIds);
    const letters = touched.map(({ gone, deadlineId, ticketId, dueAt }) =>
      gone
        ? deadlineGone.create({ deadlineId }, { id: `gone-${deadlineId}` })
        : deadlineSet.create({ deadlineId, ticketId, dueAt }, { id: `set-${deadlineId}-${dueAt}` }),
    );
    const [eventId] = eventIds;
    if (eventId && (await hasLetters(eventIds)))
      await inngest.send(mailQueued.create({ eventId }, { id: `mail-${eventId}` }));
    if (letters.length > 0) await inngest.send(letters);
  } catch (error) {
    log.warn({ err: error }, "Inngest was not told of deadlines, which are swept instead");
  } finally {
    lots -= 1;
  }
}

/** Tells Inngest, where there is one, that a message came in. What does not reach it is found by it within a minute. */
export async function tellOfMail(incomingId: string): Promise<void> {
  if (!usesInngest(env()) || lots >= MOST_LOTS) return;
  lots += 1;
  try {
    const [{ inngest }, { mailReceived }] = await Promise.all([
      import("@/inngest/client"),
      import("@/inngest/events"),
    ]);
    await inngest.send(mailReceived.create({ incomingId }, { id: `mail-in-${incomingId}` }));
  } catch (error) {
    log.warn({ err: error }, "Inngest was not told of a message, which waits for its next look");
  } finally {
    lots -= 1;
  }
}

let tidying = false;

/** Many at once cost little more than one. Until then every search reads them as they wait. */
function tidySoon(): void {
  if (tidying) return;
  tidying = true;
  setTimeout(async () => {
    tidying = false;
    try {
      await indexTexts();
      const { rows } = await db.execute<{ done: boolean }>(sql`select guiche_tidy_words() as done`);
      if (!rows[0]?.done) tidySoon();
    } catch (error) {
      log.warn({ err: error }, "words wait to be put into the index");
    }
  }, TIDY_AFTER_MS).unref();
}
