import { type SQL, sql } from "drizzle-orm";
import { tickets } from "@/db/schema/tickets";
import { readBox } from "../search/box";
import type { Stretch, Total } from "../search/keyset";
import { among, findNamed, inWords, saidBy } from "../search/matching";
import { COUNT_LIMIT } from "../search/queries";
import { FOUND_IDS, lookAlong } from "../search/shelves";
import { inView, type Sorting, type View } from "./cells";
import { type Few, fewOf, readFew } from "./counts";

/** What was searched on the desk. */
export interface Match {
  condition: SQL;
  /** How many tickets of the departments say it, where those are too many to be taken one by one. */
  many: Total | null;
  /** What is shown of them, where they are few. */
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
    const few = await readFew(fewOf({ ...view, search: named }, sorting, page, size));
    return { condition: named, many: null, few };
  }
  const found = fewOf({ ...view, search: sql`${tickets.id} = any(${FOUND_IDS})` }, sorting, page, size);
  // Only from a later page one looks back, and asks for all of them once more.
  const all = page.cursor ? FOUND_IDS : sql`null::uuid[]`;
  const { total, few } = await lookAlong(
    reading,
    view.departments,
    COUNT_LIMIT,
    sql<Few & { found: string[] | null }>`select few.*, ${all} as found from (${found}) as few`,
  );
  return few
    ? { condition: among(few.found ?? []), many: null, few }
    : { condition: sql`${inWords(reading, saidBy("staff"))}`, many: total, few: null };
}
