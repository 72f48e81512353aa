import { type SQL, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { db, type Tx } from "@/db/index";

/** PostgreSQL keeps at most 1 MB of words in one entry, and fails beyond. */
const MOST_BYTES = 1_000_000;
/** However many different words so long a text has, they fit in an entry. */
const LONGEST_TEXT = 200_000;

/** Begins the search entry of a ticket with its title, subject and answers. */
export async function beginWords(tx: Tx, ticketId: string, text: string): Promise<void> {
  const words = text.slice(0, LONGEST_TEXT).toWellFormed();
  await tx.execute(sql`
    insert into ticket_search (ticket_id, public, staff)
    values (${ticketId}, guiche_tsvector(${words}), guiche_tsvector(${words}))`);
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
    // Does not wait for the disk: what is lost in a crash was not taken either.
    const { rows } = await db.execute<{ taken: number }>(sql`
      with taken as (
        delete from unindexed_texts where id in (
          select waiting.id from unindexed_texts waiting join ticket_search using (ticket_id)
          where not exists (
            select from unindexed_texts earlier
            where earlier.ticket_id = waiting.ticket_id and earlier.id < waiting.id
          )
          order by waiting.id limit ${AT_ONCE} for update skip locked
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
    if (!rows[0]?.taken) return;
  }
}

/** What tsvectorsend gives is never shorter than what the words take in an entry. */
function joined(entry: SQL): SQL {
  return sql`case
    when octet_length(tsvectorsend(${entry})) + octet_length(tsvectorsend(words)) < ${MOST_BYTES}::int
    then ${entry} || words else ${entry} end`;
}
