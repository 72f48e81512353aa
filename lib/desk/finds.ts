import { type SQL, sql } from "drizzle-orm";
import { readBox } from "../search/box";
import type { Total } from "../search/keyset";
import { among, findNamed, inWords, saidBy } from "../search/matching";
import { COUNT_LIMIT } from "../search/queries";
import { lookAlong } from "../search/shelves";
import { inView, type View } from "./cells";

/** What was searched on the desk. */
export interface Match {
  condition: SQL;
  /** How many tickets of the departments say it, where those are too many to be taken one by one. */
  many: Total | null;
}

/** Looks up what was typed in the search box, in all statuses and tabs; null for an empty one. */
export async function search(text: string, view: View): Promise<Match | null> {
  const reading = readBox(text);
  if (!reading) return null;
  const named = await findNamed(reading, "staff", inView({ ...view, tab: "all", statuses: null }));
  if (named) return { condition: named, many: null };
  const { total, ids } = await lookAlong(reading, view.departments, COUNT_LIMIT);
  return ids
    ? { condition: among(ids), many: null }
    : { condition: sql`${inWords(reading, saidBy("staff"))}`, many: total };
}
