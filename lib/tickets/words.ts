import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/index";

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
 * Adds the words of a message: internal notes are found by staff only. An entry that is full stays as it is: what
 * people write must never fail for the sake of search.
 */
export async function addWords(
  tx: Tx,
  ticketId: string,
  text: string,
  audience: "public" | "staff",
): Promise<void> {
  await tx.execute(sql`
    with said as materialized (
      select guiche_tsvector(${text.slice(0, LONGEST_TEXT).toWellFormed()}) as words
    )
    update ticket_search
    set staff = ${joined(sql`staff`)},
        public = case when ${audience === "public"} then ${joined(sql`public`)} else public end
    from said
    where ticket_id = ${ticketId}`);
}

/** What tsvectorsend gives is never shorter than what the words take in an entry. */
function joined(entry: SQL): SQL {
  return sql`case
    when octet_length(tsvectorsend(${entry})) + octet_length(tsvectorsend(words)) < ${MOST_BYTES}::int
    then ${entry} || words else ${entry} end`;
}
