import { type SQL, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { db, type Tx } from "@/db/index";
import { codeOf } from "@/db/refusal";
import { log } from "./log";

/** PostgreSQL keeps at most 1 MB of words in one entry, and beyond that fails, or loses words without a word. */
const MOST_BYTES = 1_000_000;
/** In the index each word carries its shelf: a department's id in base64, the number's thousands, two dots. */
const SHELF_BYTES = 40;
const LONGEST_TEXT = 200_000;
/** However many different words so long a text has, they fit in an entry. */
const SURE_TO_FIT = 15_000;

/** Begins the search entry of a ticket with its title, subject and answers. */
export async function beginWords(tx: Tx, ticketId: string, text: string): Promise<void> {
  const words = text.slice(0, LONGEST_TEXT).toWellFormed();
  await tx.execute(sql`
    with said as materialized (
      select guiche_tsvector(${words}) as words
    ), fitting as materialized (
      select case when ${sizeOf(sql`words`)} < ${MOST_BYTES}::int then words
        else guiche_tsvector(${words.slice(0, SURE_TO_FIT).toWellFormed()}) end as words
      from said
    )
    insert into ticket_search (ticket_id, public, staff) select ${ticketId}, words, words from fitting`);
}

/**
 * Sets the text of a message aside for its ticket's search entry: putting its words there means putting all words of the
 * ticket into the index anew, which nobody who writes should wait for. {@link indexTexts} does, once the act is over.
 */
export async function setTextAside(
  tx: Tx,
  ticketId: string,
  said: { text: string; internal: boolean },
): Promise<void> {
  const text = said.text.slice(0, LONGEST_TEXT).toWellFormed();
  await tx.execute(sql`
    insert into unindexed_texts (id, ticket_id, internal, text)
    values (${v7()}, ${ticketId}, ${said.internal}, ${text})`);
}

const AT_ONCE = 100;

/**
 * Puts the words of the texts that were set aside into the search entries: internal notes are found by staff only. An
 * entry that is full stays as it is. Safe to call at any time and from several processes: each text is taken by one of
 * them, and a crash leaves it for the next call. It waits for nobody: an entry that an act is just changing is left to
 * the call that follows that act.
 */
export async function indexTexts(): Promise<void> {
  for (;;) {
    const taken = await take().catch((error: unknown) => {
      if (isOfTheText(error)) return takeOneByOne();
      throw error;
    });
    if (taken === 0) return;
  }
}

/**
 * Takes the oldest, one of each ticket at most, or this one, and says how many it took. For this one it waits: who failed
 * to take it is told so a moment before PostgreSQL lets go of it.
 */
async function take(id: string | null = null): Promise<number> {
  // Does not wait for the disk: what is lost in a crash was not taken either.
  const { rows } = await db.execute<{ taken: number }>(sql`
    with taken as (
      delete from unindexed_texts where id in (
        select waiting.id from unindexed_texts waiting join ticket_search using (ticket_id)
        where not exists (
          select from unindexed_texts earlier
          where earlier.ticket_id = waiting.ticket_id and earlier.id < waiting.id
        )
        and (${id}::uuid is null or waiting.id = ${id}::uuid)
        order by waiting.id limit ${AT_ONCE} for update ${id ? sql`` : sql`skip locked`}
      )
      returning ticket_id, internal, guiche_tsvector(text) as words
    ), said as materialized (select * from taken), done as (
      update ticket_search
      set staff = ${joined(sql`staff`)},
          public = case when said.internal then public else ${joined(sql`public`)} end
      from said
      where ticket_search.ticket_id = said.ticket_id
    )
    select count(*)::int as taken, set_config('synchronous_commit', 'off', true) from said`);
  return rows[0]?.taken ?? 0;
}

/** One text that PostgreSQL cannot take must not keep the others from being found: it is given up, its message stays. */
async function takeOneByOne(): Promise<number> {
  const { rows } = await db.execute<{ id: string; ticket: string }>(
    sql`select id, ticket_id as ticket from unindexed_texts order by id limit ${AT_ONCE}`,
  );
  let taken = 0;
  for (const { id, ticket } of rows) {
    try {
      taken += await take(id);
    } catch (error) {
      if (!isOfTheText(error)) throw error;
      log.error({ err: error, ticket }, "the words of a text cannot be searched");
      await db.execute(sql`delete from unindexed_texts where id = ${id}`);
      taken += 1;
    }
  }
  return taken;
}

/** Data that PostgreSQL refuses (class 22), and its limits (class 54). */
function isOfTheText(error: unknown): boolean {
  return /^(?:22|54)/.test(codeOf(error) ?? "");
}

/** The larger of what the words take in an entry and in the index. */
function sizeOf(words: SQL): SQL {
  return sql`(octet_length(tsvectorsend(${words})) + ${SHELF_BYTES}::int * length(${words}))`;
}

function joined(entry: SQL): SQL {
  return sql`case
    when ${sizeOf(entry)} + ${sizeOf(sql`words`)} < ${MOST_BYTES}::int
    then ${entry} || words else ${entry} end`;
}
