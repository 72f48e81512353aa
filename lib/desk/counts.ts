import { and, inArray, type Placeholder, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { tickets, ticketTallies } from "@/db/schema/tickets";
import type { Cursor } from "../search/cursor";
import type { Stretch, Total } from "../search/keyset";
import { COUNT_LIMIT, countTickets } from "../search/queries";
import { inView, type Sorting, topOf, type View } from "./cells";
import { TABS, type Tab } from "./labels";
import type { QueueAddress } from "./schema";

/** Null where a tab was not counted at all. */
type Counts = Record<Tab, Total | null>;

/** Among so many tickets of a view it is counted which say what was searched, where too many do. */
const SAMPLE = 1_000;

const exactly = (count: number): Total => ({ count, more: false });

/** How many stand behind each tab. */
export function countTabs(view: View, many: Total | null, sorting: Sorting): Promise<Counts> {
  if (many) return countMany(view, many, sorting);
  // Kept for whole departments: of no use if there are tickets that the person may not see.
  return view.rights ? countEach(view) : countKept(view);
}

/** What is kept for the departments, and the person's own. */
async function countKept(view: View): Promise<Counts> {
  const { departments, statuses } = view;
  const sumOf = (condition?: SQL) =>
    db
      .select({ n: sql`coalesce(sum(${ticketTallies.tickets}), 0)` })
      .from(ticketTallies)
      .where(
        and(
          sql`${ticketTallies.departmentId} = any(${sql.param([...departments])}::uuid[])`,
          statuses ? inArray(ticketTallies.status, [...statuses]) : undefined,
          condition,
        ),
      );
  const own = db
    .select({ one: sql`1` })
    .from(tickets)
    .where(inView({ ...view, tab: "mine" }))
    .limit(COUNT_LIMIT + 1);
  const { rows } = await db.execute<Record<Tab, number>>(sql`
    select (${sumOf()})::int as "all", (${sumOf(sql`${ticketTallies.unassigned}`)})::int as unassigned,
      (select count(*)::int from (${own}) as own) as mine`);
  const { all = 0, unassigned = 0, mine = 0 } = rows[0] ?? {};
  const counted = mine > COUNT_LIMIT ? { count: COUNT_LIMIT, more: true } : exactly(mine);
  return { all: exactly(all), unassigned: exactly(unassigned), mine: counted };
}

async function countEach(view: View): Promise<Counts> {
  const [unassigned, mine, all] = await Promise.all(
    TABS.map(({ tab }) => countTickets(inView({ ...view, tab }), COUNT_LIMIT)),
  );
  return { unassigned: unassigned ?? null, mine: mine ?? null, all: all ?? null };
}

/** What is shown of finds that can be counted. */
export interface Few {
  all: number;
  unassigned: number;
  mine: number;
  /** How many of the view lie on the page's side of its cursor. */
  beyond: number;
  /** The first of these. */
  ids: string[];
}

/** What each tab asks of a ticket. */
export const inTabs = (userId: string | Placeholder): Record<Tab, SQL> => ({
  all: sql`true`,
  unassigned: sql`${tickets.unassigned}`,
  mine: sql`${tickets.attendantId} is not distinct from ${userId}`,
});

/** Of what was found: how many stand behind each tab, and what a page of the view shows, as one row. */
export function fewAmong(
  from: SQL,
  view: View,
  { keyset }: Sorting,
  { beyond, order }: Stretch,
  size: number,
): SQL<Few> {
  const inTab = inTabs(view.actor.userId);
  const shown = and(inTab[view.tab], beyond);
  const whole = inView({ ...view, tab: "all" });
  // What it is sorted by is looked for among the first only: sorting all of them takes longer than finding them.
  return sql<Few>`
    select count(*)::int as "all", (count(*) filter (where ${inTab.unassigned}))::int as unassigned,
      (count(*) filter (where ${inTab.mine}))::int as mine, (count(*) filter (where ${shown}))::int as beyond,
      array(
        select ${keyset.id} from ${from} where ${and(whole, shown)}
        order by ${sql.join(order, sql`, `)} limit ${sql.raw(String(size))}
      ) as ids
    from ${from}
    where ${whole}`;
}

const NONE: Few = { all: 0, unassigned: 0, mine: 0, beyond: 0, ids: [] };

/** The same of what is found by its name: a number, a plate, a CPF. */
export async function readFew(query: SQL<Few>): Promise<Few> {
  const { rows } = await db.execute<Few & Record<string, unknown>>(query);
  return rows[0] ?? NONE;
}

/** How many of the few stand behind each tab; more than so many of them, where there are many. */
export function countsOf({ all, unassigned, mine }: Few, many: Total | null): Counts {
  const counted = (count: number) =>
    many ? { count: Math.min(count, many.count), more: true } : exactly(count);
  return { all: counted(all), unassigned: counted(unassigned), mine: counted(mine) };
}

/** How many of the few stand before a page at a cursor: a page that is read backwards is a full one. */
export function countAhead({ beyond, ...tabs }: Few, { tab, cursor }: QueueAddress, size: number): Total {
  return exactly(cursor?.side === "before" ? beyond - size : tabs[tab] - beyond);
}

/** Too many were found: the departments' are counted already, and of a narrower view the first are looked at. */
async function countMany(view: View, many: Total, sorting: Sorting): Promise<Counts> {
  const none: Counts = { unassigned: null, mine: null, all: null };
  const { tab, statuses } = view;
  if (tab === "all" && statuses === null) return { ...none, all: many };
  return { ...none, [tab]: await countAmongFirst(view, sorting, null) };
}

/** How many of the first tickets of a view, from a cursor on, say what was searched. */
async function countAmongFirst(view: View, sorting: Sorting, cursor: Cursor | null): Promise<Total> {
  const first = topOf({ ...view, search: undefined }, sorting, cursor, SAMPLE);
  const { rows } = await db.execute<{ looked: number; count: number }>(sql`
    select count(*)::int as looked, (count(*) filter (where ${view.search}))::int as count
    from ${first} as page join ${tickets} on ${tickets.id} = page.id`);
  const { looked = 0, count = 0 } = rows[0] ?? {};
  return { count, more: looked === SAMPLE };
}

/** How many lie on one side of a position. */
export function countStretch(
  view: View,
  many: Total | null,
  sorting: Sorting,
  { cursor, beyond }: Stretch,
): Promise<Total> {
  return many
    ? countAmongFirst(view, sorting, cursor)
    : countTickets(sql`${and(inView(view), beyond)}`, COUNT_LIMIT);
}
