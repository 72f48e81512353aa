import "server-only";
import { and, asc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { OPEN_STATUSES, type TicketStatus } from "@/db/enums";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { departments, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { staffDepartments, type UserActor } from "../actor";
import {
  integerKey,
  type Keyset,
  momentKey,
  type Page,
  positionValues,
  readPage,
  type Total,
} from "../search/keyset";
import { matching } from "../search/matching";
import { ticketKeyset } from "../search/orders";
import { COUNT_LIMIT, countTickets, PAGE_SIZE, pageOf, unreadBy } from "../search/queries";
import { attendantId, unassigned, underReview } from "../tickets/attention";
import { COUNTERS } from "../tickets/labels";
import { visibleTo } from "../tickets/visibility";
import { TABS, type Tab } from "./labels";
import { offerFor } from "./rules";
import type { QueueAddress, QueueStatus } from "./schema";

export interface QueueDepartment {
  id: string;
  slug: string;
  name: string;
}

/** How many stand behind each tab; null where counting stopped. */
export type TabNumbers = Record<Tab, number | null>;

/** One ticket of the queue. */
export type QueueRow = Awaited<ReturnType<typeof fetchRows>>[number];

export interface Queue extends Page<QueueRow> {
  tabs: TabNumbers;
}

/** The departments whose queue the person works, by name. */
export function queueDepartments(actor: UserActor): Promise<QueueDepartment[]> {
  return db
    .select({ id: departments.id, slug: departments.slug, name: departments.shortName })
    .from(departments)
    .where(inArray(departments.id, staffDepartments(actor)))
    .orderBy(asc(departments.shortName));
}

function inTab(tab: Tab, actor: UserActor): SQL | undefined {
  if (tab === "unassigned") return unassigned;
  if (tab === "all") return undefined;
  return sql`(${eq(tickets.assigneeId, actor.userId)} and not ${underReview} or ${and(
    inArray(tickets.status, ["in_review", "pending"]),
    eq(tickets.reviewerId, actor.userId),
    underReview,
  )})`;
}

function ofStatus(status: QueueStatus): SQL | undefined {
  const statuses: readonly TicketStatus[] | null =
    status === "open"
      ? OPEN_STATUSES
      : (COUNTERS.find((counter) => counter.slug === status)?.statuses ?? null);
  return statuses ? inArray(tickets.status, [...statuses]) : undefined;
}

/** On top what came back and has nobody; then whoever waits longest. */
function queueKeyset({ order, direction }: QueueAddress): Keyset {
  if (order !== "waiting") return ticketKeyset(order, direction);
  const rank = sql`case when ${unassigned} and ${ne(tickets.status, "new")} then 0 else 1 end`;
  return { keys: [integerKey(rank), momentKey(tickets.statusSince)], id: tickets.id, direction };
}

async function fetchRows(
  actor: UserActor,
  keyset: Keyset,
  where: SQL,
  order: SQL[],
  size: number,
  now: Date,
) {
  const attendants = alias(users, "attendants");
  const ids = pageOf(where, order, size);
  const rows = await db
    .select({
      id: tickets.id,
      position: positionValues(keyset),
      number: tickets.number,
      title: tickets.title,
      priority: tickets.priority,
      service: services.name,
      department: departments.shortName,
      timeZone: departments.timeZone,
      requester: users.name,
      /** Who works on it now: its attendant, or its reviewer while it is analysed. */
      attendant: attendants.name,
      waitingSince: tickets.statusSince,
      unread: unreadBy(actor, "staff"),
      unassigned,
      facts: {
        id: tickets.id,
        status: tickets.status,
        requesterId: tickets.requesterId,
        institutionId: tickets.institutionId,
        departmentId: tickets.departmentId,
        assigneeId: tickets.assigneeId,
        reviewerId: tickets.reviewerId,
        pendingFrom: tickets.pendingFrom,
        pendingType: tickets.pendingType,
        closedBy: tickets.closedBy,
        resolvedAt: tickets.resolvedAt,
        analysis: services.analysis,
        reopenWindowDays: services.reopenWindowDays,
      },
    })
    .from(ids)
    .innerJoin(tickets, eq(tickets.id, ids.id))
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .innerJoin(users, eq(users.id, tickets.requesterId))
    .leftJoin(attendants, sql`${attendants.id} = ${attendantId}`)
    .orderBy(...order);
  return rows.map(({ facts, ...row }) => {
    const ticket = { ...facts, solutionAuthorId: null, observed: false };
    return {
      ...row,
      status: facts.status,
      pendingType: facts.pendingType,
      assigneeId: facts.assigneeId,
      /** It came back, or lost its attendant: somebody must take it on. */
      returned: row.unassigned && facts.status !== "new",
      offer: offerFor(actor, ticket, row.unassigned, now),
    };
  });
}

type InView = (tab: Tab) => SQL;

/** Each tab by its own index. */
async function countEach(inView: InView): Promise<Record<Tab, Total>> {
  const counted = TABS.map(async ({ tab }) => [tab, await countTickets(inView(tab), COUNT_LIMIT)]);
  return Object.fromEntries(await Promise.all(counted)) as Record<Tab, Total>;
}

/** What was searched is looked up once for all tabs, unless it finds more than is counted. */
async function countTogether(inView: InView, actor: UserActor): Promise<Record<Tab, Total>> {
  const found = db
    .select({
      unassigned: sql<boolean>`${unassigned}`.as("is_unassigned"),
      mine: sql<boolean>`${inTab("mine", actor)}`.as("is_mine"),
    })
    .from(tickets)
    .where(inView("all"))
    .limit(COUNT_LIMIT + 1)
    .as("found");
  const [row] = await db
    .select({
      all: sql<number>`count(*)::int`,
      unassigned: sql<number>`(count(*) filter (where ${found.unassigned}))::int`,
      mine: sql<number>`(count(*) filter (where ${found.mine}))::int`,
    })
    .from(found);
  if (!row || row.all > COUNT_LIMIT) return countEach(inView);
  const exact = (n: number): Total => ({ count: n, more: false });
  return { all: exact(row.all), unassigned: exact(row.unassigned), mine: exact(row.mine) };
}

/** A page of the queue of these departments, with the counts of its tabs. */
export async function listQueue(
  actor: UserActor,
  address: QueueAddress,
  own: readonly QueueDepartment[],
  now: Date,
): Promise<Queue> {
  const chosen = own.filter((department) => department.slug === address.department);
  const ids = (chosen.length > 0 ? chosen : own).map((department) => department.id);
  const scope = sql`(${inArray(tickets.departmentId, ids)} and ${visibleTo(actor)})`;
  const match = await matching(address.search, "staff", scope);
  const inView = (tab: Tab) => sql`${and(scope, match, ofStatus(address.status), inTab(tab, actor))}`;
  const where = inView(address.tab);
  const keyset = queueKeyset(address);

  const counting = match ? countTogether(inView, actor) : countEach(inView);
  const [page, counts] = await Promise.all([
    readPage(keyset, address.cursor, PAGE_SIZE, {
      fetch: (beyond, order, size) => fetchRows(actor, keyset, sql`${and(where, beyond)}`, order, size, now),
      count: (beyond) => countTickets(sql`${and(where, beyond)}`, COUNT_LIMIT),
      total: async () => (await counting)[address.tab],
    }),
    counting,
  ]);
  const shown = (total: Total) => (total.more ? null : total.count);
  return {
    ...page,
    tabs: { unassigned: shown(counts.unassigned), mine: shown(counts.mine), all: shown(counts.all) },
  };
}
