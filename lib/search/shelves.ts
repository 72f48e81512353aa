import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { ticketSearch, tickets } from "@/db/schema/tickets";
import type { BoxReading } from "./box";
import type { Total } from "./keyset";
import { asked, carries, FEW, inWords, saidBy } from "./matching";

/** What a search on the desk found. */
export interface Finds<Seen> {
  total: Total;
  /** What was asked of them; null where there are more than few. */
  few: Seen | null;
}

/** The ids of what was found, for what is asked of it in the same statement. */
export const FOUND_IDS = sql`array(select id from found)`;

/**
 * Looks for the words of the box along the shelves of these departments, the newest first, until there are enough.
 * What is read depends on what is found, not on how many tickets there are. `few` is a query of one row that is asked,
 * of {@link FOUND_IDS}, where they are few: taking them out and in again would take longer than finding them.
 */
export async function lookAlong<Seen extends object>(
  reading: BoxReading,
  departments: readonly string[],
  limit: number,
  few: SQL<Seen>,
): Promise<Finds<Seen>> {
  const most = sql.raw(String(limit + 1));
  const places = sql`${sql.param([...departments])}::uuid[]`;
  const ways = [bySaying(reading, places), ...byCarrying(reading, places)];
  const found = sql.join(
    ways.map((way) => sql`(${way} limit ${most})`),
    sql` union `,
  );
  const { rows } = await db.execute<{ n: number; few: Seen | null }>(sql`
    with found as materialized (select id from (${found}) as either limit ${most})
    select n, case when n <= ${FEW} then (select to_json(seen) from (${few}) as seen) end as few
    from (select count(*)::int as n from found) as size`);
  const { n, few: seen } = rows[0] ?? { n: 0, few: null };
  return { total: n > limit ? { count: limit, more: true } : { count: n, more: false }, few: seen };
}

/** Tickets that say every word. Words that must stand together are looked at again: a shelf keeps no places. */
function bySaying({ among, words }: BoxReading, places: SQL): SQL {
  const named = among.map(({ word }) => sql`case when numnode(${asked(word)}) > 0 then ${asked(word)} end`);
  const query = sql.join(words === "" ? named : [...named, asked(words)], sql` && `);
  return sql`
    select said.id
    from (select (select ${query}) as query, (select (${query})::text !~ '<') as apart) as asked
    cross join generate_series((select max(${tickets.number}) >> 16 from ${tickets}), 0, -1) as block
    cross join unnest(${places}) as place
    cross join lateral (
      select ${ticketSearch.ticketId} as id from ${ticketSearch}
      where guiche_shelve(${ticketSearch.shelf}, ${ticketSearch.staff})
          @@ guiche_on_shelf(asked.query, guiche_shelf(place, block << 16))
        and (asked.apart or ${ticketSearch.staff} @@ asked.query)
    ) as said`;
}

/** Tickets that carry an identifier among the words, and say or carry the rest. */
function byCarrying(reading: BoxReading, places: SQL): SQL[] {
  const identifiers = reading.among.flatMap((named) => named.identifiers);
  if (identifiers.length === 0) return [];
  return [
    sql`select ${tickets.id} from ${tickets}
      where ${carries(identifiers)} and ${tickets.departmentId} = any(${places})
        and ${inWords(reading, saidBy("staff"))}`,
  ];
}
