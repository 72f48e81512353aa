import { and, eq, inArray, not, type SQL, sql } from "drizzle-orm";
import { OPEN_STATUSES, TICKET_STATUSES, type TicketStatus } from "@/db/enums";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "../actor";
import type { Cursor } from "../search/cursor";
import { beyond, type Keyset, orderBy } from "../search/keyset";
import { within } from "../tickets/visibility";
import type { Tab } from "./labels";
import type { QueueOrder } from "./schema";

/** What of the queue is looked at. */
export interface View {
  actor: UserActor;
  departments: readonly string[];
  tab: Tab;
  /** Null for all. */
  statuses: readonly TicketStatus[] | null;
  /** What is left to ask of the right to see them. */
  rights: SQL | undefined;
  /** What was searched. */
  search: SQL | undefined;
}

/** How a view is sorted. */
export interface Sorting {
  order: QueueOrder;
  keyset: Keyset;
}

/** The view as one condition. */
export function inView(view: View): SQL {
  return sql`${and(within({ departments: view.departments }), besides(view))}`;
}

/** The view in whatever department. */
function besides({ actor, tab, statuses, rights, search }: View): SQL | undefined {
  const onlyOpen = statuses?.every(isOpen) ?? false;
  const everyOpen = onlyOpen && statuses?.length === OPEN_STATUSES.length;
  return and(
    tab === "unassigned" ? sql`${tickets.unassigned}` : undefined,
    tab === "mine" ? eq(tickets.attendantId, actor.userId) : undefined,
    // Said twice, it would be taken for two conditions of which few tickets fulfil both.
    onlyOpen && tab !== "unassigned" ? sql`${tickets.open}` : undefined,
    statuses && !everyOpen ? inArray(tickets.status, [...statuses]) : undefined,
    rights,
    search,
  );
}

const isOpen = (status: TicketStatus) => (OPEN_STATUSES as readonly TicketStatus[]).includes(status);

/** A part of a view that an index holds in order, or, with `cells`, several of them. */
interface Arm {
  cells?: SQL;
  where: SQL | undefined;
  order?: SQL[];
}

/**
 * The first ids of a view from the cursor on, as a subquery. An index gives an order only within one department, and
 * mostly within one status: each such cell gives its first tickets, and the first of those are taken.
 */
export function topOf(view: View, sorting: Sorting, cursor: Cursor | null, size: number): SQL {
  const { keyset } = sorting;
  // Written out: a plan that is kept would take a parameter for a tenth of everything.
  const most = sql.raw(String(size));
  const backwards = cursor?.side === "before";
  const order = orderBy(keyset, backwards);
  const named = [
    ...keyset.keys.map(({ expression }, place) => sql`${expression} as ${key(place)}`),
    sql`${keyset.id}`,
  ];
  const arms = armsOf(view, sorting, cursor).map(({ cells, where, order: own = order }) => {
    const first = sql`select ${sql.join(named, sql`, `)} from ${tickets}
      where ${where} order by ${sql.join(own, sql`, `)} limit ${most}`;
    return cells
      ? sql`(select found.* from ${cells} cross join lateral (${first}) as found)`
      : sql`(${first})`;
  });
  const way = sql.raw((keyset.direction === "desc") === backwards ? "asc" : "desc");
  const sorted = [...keyset.keys.map((_key, place) => key(place)), sql.raw("id")].map(
    (name) => sql`${name} ${way}`,
  );
  return sql`(select id from (${sql.join(arms, sql` union all `)}) as found
    order by ${sql.join(sorted, sql`, `)} limit ${most})`;
}

const key = (place: number) => sql.raw(`key_${place}`);

function armsOf(view: View, { order, keyset }: Sorting, cursor: Cursor | null): Arm[] {
  const { tab, statuses } = view;
  const position = cursor ? beyond(keyset, cursor) : undefined;
  // One person's work, and what waits in one department, are never so much that they could not be sorted.
  if (tab === "mine") return [{ where: and(inView(view), position) }];
  if (tab === "unassigned") return [byDepartment(view, position)];
  const wanted = statuses ?? TICKET_STATUSES;
  if (order === "status") return [byRank(view, wanted, keyset, cursor)];
  if (order === "waiting") {
    const open = wanted.filter(isOpen);
    const done = wanted.filter((status) => !isOpen(status));
    return [
      ...(open.length > 0 ? [byDepartment({ ...view, statuses: open }, position)] : []),
      ...(done.length > 0 ? [byStatus(view, done, and(not(tickets.open), position))] : []),
    ];
  }
  return [
    order === "updated" && statuses === null
      ? byDepartment(view, position)
      : byStatus(view, wanted, position),
  ];
}

const places = (departments: readonly string[]) =>
  sql`unnest(${sql.param([...departments])}::uuid[]) as place(department)`;

function byDepartment(view: View, position: SQL | undefined): Arm {
  if (view.departments.length === 1) return { where: and(inView(view), position) };
  return {
    cells: places(view.departments),
    where: and(sql`${tickets.departmentId} = place.department`, besides(view), position),
  };
}

function byStatus(
  { departments, rights, search }: View,
  statuses: readonly TicketStatus[],
  position: SQL | undefined,
): Arm {
  const ranks = statuses.map((status) => TICKET_STATUSES.indexOf(status) + 1);
  return {
    cells: sql`${places(departments)} cross join
      unnest(${sql.param([...statuses])}::text[], ${sql.param(ranks)}::int[]) as cell(status, rank)`,
    where: and(
      sql`${tickets.departmentId} = place.department and ${tickets.status} = cell.status`,
      rights,
      search,
      position,
    ),
  };
}

/** Sorted by status, the newest number first within each: as the cells have it, if asked by number alone. */
function byRank(
  view: View,
  statuses: readonly TicketStatus[],
  { direction }: Keyset,
  cursor: Cursor | null,
): Arm {
  const newestFirst = cursor?.side !== "before";
  const [rank = 0, number = 0] = cursor?.values ?? [];
  const upwards = (direction === "asc") === newestFirst;
  const ahead = statuses.filter((status) => {
    const own = TICKET_STATUSES.indexOf(status) + 1;
    return cursor === null || own === rank || own > rank === upwards;
  });
  // The statuses that lie beyond the cursor's are read whole; of its own what lies beyond its number.
  const position =
    cursor &&
    sql`${tickets.number} ${sql.raw(newestFirst ? "<" : ">")}
      case when cell.rank = ${rank}::bigint then ${Math.abs(number)}::bigint
        else ${newestFirst ? "9223372036854775807" : "-1"}::bigint end`;
  return {
    ...byStatus(view, ahead, position ?? undefined),
    order: [sql`${tickets.number} ${sql.raw(newestFirst ? "desc" : "asc")}`],
  };
}
