import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { ticketSearch, tickets } from "@/db/schema/tickets";
import type { BoxReading } from "./box";
import type { Total } from "./keyset";
import { asked, carries, FEW, inWords, saidBy } from "./matching";

/** What a search on the desk found. */
export interface Finds {
  total: Total;
  /** All of them; null where there are more than few. */
  ids: string[] | null;
}

/**
 * Looks for the words of the box along the shelves of these departments, the newest first, until there are enough.
 * What is read depends on what is found, not on how many tickets there are.
 */
export async function lookAlong(
  reading: BoxReading,
  departments: readonly string[],
  limit: number,
): Promise<Finds> {
  const most = sql.raw(String(limit + 1));
  const places = sql`${sql.param([...departments])}::uuid[]`;
  const ways = [bySaying(reading, places), ...byCarrying(reading, places)];
  const found = sql.join(
    ways.map((way) => sql`(${way} limit ${most})`),
    sql` union `,
  );
  const { rows } = await db.execute<{ n: number; ids: string[] | null }>(sql`
    select count(*)::int as n, case when count(*) <= ${FEW} then array_agg(id) end as ids
    from (select id from (${found}) as either limit ${most}) as found`);
  const { n, ids } = rows[0] ?? { n: 0, ids: null };
  return {
    total: n > limit ? { count: limit, more: true } : { count: n, more: false },
    ids: n === 0 ? [] : ids,
  };
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
