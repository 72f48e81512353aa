import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { tickets } from "@/db/schema/tickets";
import type { Stretch, Total } from "../search/keyset";
import { firstAlong } from "../search/shelves";
import type { Sorting, View } from "./cells";
import { type Few, inTabs } from "./counts";

/** Sorted by number, as they lie, so many finds are counted: the rest of them is not even looked at. */
const COUNTED = 1_000;

/** What is asked of the first finds, and in which way: each is a statement of its own. */
interface Way {
  tab: View["tab"];
  direction: Sorting["keyset"]["direction"];
  side: "after" | "before";
}

const param = (name: string, type: string) => sql`${sql.placeholder(name)}::${sql.raw(type)}`;

function prepareFirst({ tab, direction, side }: Way, size: number) {
  const [statuses, from] = [param("statuses", "text[]"), param("from", "bigint")];
  const inStatus = sql`(${statuses} is null or ${tickets.status} = any(${statuses}))`;
  const inTab = inTabs(sql.placeholder("user"));
  const further = sql.raw((direction === "desc") === (side === "after") ? "<" : ">");
  const shown = sql`${inStatus} and ${inTab[tab]} and (${from} is null or ${tickets.number} ${further} ${from})`;
  const counted = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const ids = sql`(array_agg(${tickets.id}) filter (where ${shown}))`;
  const nearest =
    side === "after"
      ? sql`${ids}[1:${sql.raw(String(size))}]`
      : sql`${ids}[greatest(cardinality(${ids}) - ${sql.raw(String(size - 1))}, 1):]`;
  return db
    .select({
      found: sql<number>`count(*)::int`,
      all: counted(inStatus),
      unassigned: counted(sql`${inStatus} and ${inTab.unassigned}`),
      mine: counted(sql`${inStatus} and ${inTab.mine}`),
      beyond: counted(shown),
      ids: sql<string[]>`to_json(coalesce(${nearest}, '{}'))`,
    })
    .from(
      firstAlong(
        sql`${sql.placeholder("words")}`,
        param("places", "uuid[]"),
        direction === "desc" ? "newest" : "oldest",
        COUNTED + 1,
      ),
    )
    .prepare(`queue_first_${tab}_${direction}_${side}_${size}`);
}

/** Built once for each way to ask: putting it into words takes longer than many a search. */
const prepared = new Map<string, ReturnType<typeof prepareFirst>>();

function firstFor(way: Way, size: number) {
  const name = `${way.tab} ${way.direction} ${way.side} ${size}`;
  const known = prepared.get(name);
  if (known) return known;
  const made = prepareFirst(way, size);
  prepared.set(name, made);
  return made;
}

/**
 * The first thousand of the departments' tickets that say these words, by their numbers: how many of them stand behind
 * each tab, and what a page of the view shows, if it lies among them. `many` if there are more.
 */
export async function lookFirst(
  words: string,
  { actor, tab, departments, statuses }: View,
  { direction }: Sorting["keyset"],
  { cursor }: Stretch,
  size: number,
): Promise<{ few: Few | null; many: Total | null }> {
  const side = cursor?.side ?? "after";
  const rows = await firstFor({ tab, direction, side }, size).execute({
    words,
    places: [...departments],
    user: actor.userId,
    statuses: statuses && [...statuses],
    from: cursor?.values[0] ?? null,
  });
  const [first] = rows;
  if (!first) return { few: null, many: null };
  const { found, ...few } = first;
  if (found <= COUNTED) return { few, many: null };
  const here = side === "before" ? few.beyond < few[tab] : few.ids.length === size;
  return { few: here ? few : null, many: { count: COUNTED, more: true } };
}
