import { type SQL, sql } from "drizzle-orm";
import { tickets } from "@/db/schema/tickets";
import { readBox } from "../search/box";
import type { Stretch, Total } from "../search/keyset";
import { findNamed, inWords, saidBy } from "../search/matching";
import { COUNT_LIMIT } from "../search/queries";
import { FOUND, lookAlong } from "../search/shelves";
import { inView, type Sorting, type View } from "./cells";
import { type Few, fewAmong, readFew } from "./counts";
import { lookFirst } from "./first";

/** What was searched on the desk. */
export interface Match {
  condition: SQL;
  /** How many tickets of the departments say it, where those are too many to be counted. */
  many: Total | null;
  /** What is shown of them, where they are not, or where it lies among the first. */
  few: Few | null;
}

/** Looks up what was typed in the search box, in all statuses and tabs, for the page at a cursor; null for an empty one. */
export async function search(
  text: string,
  view: View,
  sorting: Sorting,
  page: Stretch,
  size: number,
): Promise<Match | null> {
  const reading = readBox(text);
  if (!reading) return null;
  const named = await findNamed(reading, "staff", inView({ ...view, tab: "all", statuses: null }));
  if (named) {
    const few = await readFew(fewAmong(sql`${tickets}`, { ...view, search: named }, sorting, page, size));
    return { condition: named, many: null, few };
  }
  const condition = inWords(reading, saidBy("staff"));
  if (sorting.order === "number" && !view.rights && reading.among.length === 0) {
    return { condition, ...(await lookFirst(reading.words, view, sorting.keyset, page, size)) };
  }
  // A search entry does not know what a narrower right asks of a ticket.
  const from = view.rights
    ? sql`(select * from ${tickets} where id = any(array(select id from found))) as ${tickets}`
    : FOUND;
  const { total, seen } = await lookAlong(
    reading,
    view.departments,
    COUNT_LIMIT,
    fewAmong(from, view, sorting, page, size),
  );
  return seen ? { condition, many: null, few: seen } : { condition, many: total, few: null };
}
