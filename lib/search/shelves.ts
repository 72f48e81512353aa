import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { ticketSearch, tickets } from "@/db/schema/tickets";
import type { BoxReading } from "./box";
import type { Total } from "./keyset";
import { asked, carries, inWords, saidBy } from "./matching";

/** What a search on the desk found. */
export interface Finds<Seen> {
  total: Total;
  /** What was asked of them; null where there are more than the limit. */
  seen: Seen | null;
}

/** The columns of a ticket that its search entry knows as well. */
const FACTS = sql.raw(
  [
    ...["department_id", "number", "status", "open", "attendant_id", "unassigned", "queue_rank"],
    ...["opened_at", "updated_at", "status_since"],
  ].join(", "),
);

/** The tickets that were found, under their own name: only what {@link lookAlong} knows of them can be asked. */
export const FOUND = sql`found as ${tickets}`;

/**
 * Looks for the words of the box along the shelves of these departments, the newest first, until there are enough.
 * What is read depends on what is found, not on how many tickets there are. `see` is a query of one row over
 * {@link FOUND}, asked in the same statement.
 */
export async function lookAlong<Seen extends object>(
  reading: BoxReading,
  departments: readonly string[],
  limit: number,
  see: SQL<Seen>,
): Promise<Finds<Seen>> {
  const most = sql.raw(String(limit + 1));
  const places = sql`${sql.param([...departments])}::uuid[]`;
  const ways = [bySaying(reading, places), ...byCarrying(reading, places)];
  const found = sql.join(
    ways.map((way) => sql`(${way} limit ${most})`),
    sql` union `,
  );
  const { rows } = await db.execute<{ n: number; seen: Seen | null }>(sql`
    with found as materialized (select * from (${found}) as either limit ${most})
    select n, case when n < ${most} then (select to_json(seen) from (${see}) as seen) end as seen
    from (select count(*)::int as n from found) as size`);
  const { n, seen } = rows[0] ?? { n: 0, seen: null };
  return { total: n > limit ? { count: limit, more: true } : { count: n, more: false }, seen };
}

/** Tickets that say every word. Words that must stand together are looked at again: a shelf keeps no places. */
function bySaying({ among, words }: BoxReading, places: SQL): SQL {
  const named = among.map(({ word }) => sql`case when numnode(${asked(word)}) > 0 then ${asked(word)} end`);
  const query = sql.join(words === "" ? named : [...named, asked(words)], sql` && `);
  return sql`
    select said.*
    from ${askedFor(query)}
    cross join generate_series(${LAST_BLOCK}, 0, -1) as block
    cross join unnest(${places}) as place
    cross join lateral (${onShelf(FACTS)}) as said`;
}

const LAST_BLOCK = sql`(select max(${tickets.number}) >> 16 from ${tickets})`;

/** Put into words once, with a sign that no text contains where the name of each shelf is put in. */
const askedFor = (query: SQL) => sql`(
  select query, query::text !~ '<' as apart, guiche_on_shelf(query, chr(1))::text as anywhere
  from (select ${query} as query offset 0) as put
  offset 0
) as asked`;

/** The entries on the shelf of a place and a block that say what is asked. */
const onShelf = (columns: SQL) => sql`
  select ${ticketSearch.ticketId} as id, ${columns} from ${ticketSearch}
  where guiche_shelve(guiche_shelf(${ticketSearch.departmentId}, ${ticketSearch.number}), ${ticketSearch.staff})
      @@ replace(asked.anywhere, chr(1), guiche_shelf(place, block << 16))::tsquery
    and (asked.apart or ${ticketSearch.staff} @@ asked.query)`;

/**
 * The first tickets that say every word, by their numbers, as a subquery named "tickets": only what it holds can be
 * asked of them. Of the last shelf that is needed everything is read, of those behind it nothing.
 */
export function firstAlong(words: SQL, places: SQL, from: "newest" | "oldest", limit: number): SQL {
  const newest = from === "newest";
  const blocks = newest ? sql`${LAST_BLOCK}, 0, -1` : sql`0, ${LAST_BLOCK}`;
  const most = sql.raw(String(limit));
  return sql`(
    select said.*
    from ${askedFor(asked(words))}
    cross join generate_series(${blocks}) as block
    cross join lateral (
      select entry.*
      from unnest(${places}) as place
      cross join lateral (${onShelf(sql`number, status, unassigned, attendant_id`)}) as entry
      order by number ${newest ? sql`desc` : sql`asc`} limit ${most}
    ) as said
    limit ${most}
  ) as ${tickets}`;
}

/** Tickets that carry an identifier among the words, and say or carry the rest. */
function byCarrying(reading: BoxReading, places: SQL): SQL[] {
  const identifiers = reading.among.flatMap((named) => named.identifiers);
  if (identifiers.length === 0) return [];
  return [
    sql`select id, ${FACTS} from ${tickets}
      where ${carries(identifiers)} and ${tickets.departmentId} = any(${places})
        and ${inWords(reading, saidBy("staff"))}`,
  ];
}
