import "server-only";
import { asc, eq, type SQL, sql } from "drizzle-orm";
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
  type Stretch,
  stretch,
  type Total,
} from "../search/keyset";
import { ticketKeyset } from "../search/orders";
import { PAGE_SIZE, unreadBy } from "../search/queries";
import { COUNTERS } from "../tickets/labels";
import { visibleAmong } from "../tickets/visibility";
import { type Sorting, topOf, type View } from "./cells";
import { countAhead, countStretch, countsOf, countTabs } from "./counts";
import { search } from "./finds";
import type { Tab } from "./labels";
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
  return departmentsQuery.execute({ ids: staffDepartments(actor) });
}

/** Built once: putting such a query into words takes longer than asking it. */
const departmentsQuery = db
  .select({ id: departments.id, slug: departments.slug, name: departments.shortName })
  .from(departments)
  .where(sql`${departments.id} = any(${sql.placeholder("ids")}::uuid[])`)
  .orderBy(asc(departments.shortName))
  .prepare("queue_departments");

function statusesOf(status: QueueStatus): readonly TicketStatus[] | null {
  return status === "open"
    ? OPEN_STATUSES
    : (COUNTERS.find((counter) => counter.slug === status)?.statuses ?? null);
}

/** On top what came back and has nobody; then whoever waits longest. */
function queueKeyset({ order, direction }: QueueAddress): Keyset {
  if (order !== "waiting") return ticketKeyset(order, direction);
  const keys = [integerKey(sql`${tickets.queueRank}`), momentKey(tickets.statusSince)];
  return { keys, id: tickets.id, direction };
}

const attendants = alias(users, "attendants");

async function fetchRows(actor: UserActor, keyset: Keyset, ids: SQL, order: SQL[], now: Date) {
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
      unassigned: tickets.unassigned,
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
    .from(sql`${ids} as page`)
    .innerJoin(tickets, sql`${tickets.id} = page.id`)
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .innerJoin(users, eq(users.id, tickets.requesterId))
    .leftJoin(attendants, eq(attendants.id, tickets.attendantId))
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

/** A page of the queue of these departments, with the counts of its tabs. */
export async function listQueue(
  actor: UserActor,
  address: QueueAddress,
  own: readonly QueueDepartment[],
  now: Date,
): Promise<Queue> {
  const chosen = own.filter((department) => department.slug === address.department);
  const departmentIds = (chosen.length > 0 ? chosen : own).map((department) => department.id);
  const whole: View = {
    actor,
    departments: departmentIds,
    tab: address.tab,
    statuses: statusesOf(address.status),
    rights: visibleAmong(actor, { departments: departmentIds }),
    search: undefined,
  };
  const keyset = queueKeyset(address);
  const sorting: Sorting = { order: address.order, keyset };
  const look = (from: Stretch) => search(address.search, whole, sorting, from, PAGE_SIZE + 1);
  const match = await look(stretch(keyset, address.cursor));
  const view = { ...whole, search: match?.condition };
  const few = match?.few ?? null;
  const many = match?.many ?? null;
  const counting = few ? countsOf(few) : countTabs(view, many, sorting);
  const [page, counts] = await Promise.all([
    readPage(keyset, address.cursor, PAGE_SIZE, {
      fetch: async (from, size) => {
        // A cursor that led nowhere: the first page is looked for instead.
        const seen = from.cursor === address.cursor ? few : ((few && (await look(from))?.few) ?? null);
        const ids = seen ? listed(seen.ids) : topOf(view, sorting, from.cursor, size);
        return fetchRows(actor, keyset, ids, from.order, now);
      },
      count: async (from) =>
        few ? countAhead(few, address, PAGE_SIZE) : countStretch(view, many, sorting, from),
      total: async () => (await counting)[address.tab] ?? { count: 0, more: true },
    }),
    counting,
  ]);
  const shown = (total: Total | null) => (total === null || total.more ? null : total.count);
  return {
    ...page,
    total: withShown(page),
    tabs: { unassigned: shown(counts.unassigned), mine: shown(counts.mine), all: shown(counts.all) },
  };
}

const listed = (ids: string[]) => sql`(select unnest(${sql.param(ids)}::uuid[]) as id)`;

/** Where counting stopped before the rows that are shown, they count. */
function withShown({ first, rows, total }: Page<unknown>): Total {
  return total.more ? { count: Math.max(total.count, (first ?? 1) - 1 + rows.length), more: true } : total;
}
