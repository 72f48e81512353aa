import "server-only";
import { eq, type Placeholder, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { OPEN_STATUSES, type TicketStatus } from "@/db/enums";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { departments, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { staffDepartments, type UserActor } from "../actor";
import { listDepartments } from "../departments/queries";
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
import { NO_COUNTS } from "../tickets/rules";
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
export type QueueRow = ReturnType<typeof shownTo>[number];

export interface Queue extends Page<QueueRow> {
  tabs: TabNumbers;
}

/** The departments whose queue the person works, by name. */
export async function queueDepartments(actor: UserActor): Promise<QueueDepartment[]> {
  const own = await listDepartments(staffDepartments(actor));
  return own.map(({ id, slug, shortName }) => ({ id, slug, name: shortName }));
}

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

/** The rows of the queue with these ids, to this person. */
const rowsOf = (userId: string | Placeholder, keyset: Keyset, ids: SQL, order: SQL[]) =>
  db
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
      unread: unreadBy(userId, "staff"),
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

const prepareRows = (keyset: Keyset, order: SQL[]) =>
  rowsOf(sql.placeholder("user"), keyset, listed(sql.placeholder("ids")), order);

/** Built once for each order: putting such a query into words takes longer than asking it. */
const prepared = new Map<string, ReturnType<ReturnType<typeof prepareRows>["prepare"]>>();

/** The rows of what was found already. */
function rowsFound(
  actor: UserActor,
  { order, direction }: QueueAddress,
  keyset: Keyset,
  page: Stretch,
  ids: string[],
) {
  const name = `queue_rows_${order}_${direction}${page.cursor?.side === "before" ? "_back" : ""}`;
  const query = prepared.get(name) ?? prepareRows(keyset, page.order).prepare(name);
  prepared.set(name, query);
  return query.execute({ user: actor.userId, ids });
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

/** What the queue shows of a row, and what it offers this person to do. */
function shownTo(actor: UserActor, rows: Row[], now: Date) {
  return rows.map(({ facts, ...row }) => {
    const ticket = { ...facts, ...NO_COUNTS, solutionAuthorId: null, observed: false };
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
  const counting = few ? countsOf(few, many) : countTabs(view, many, sorting);
  const [page, counts] = await Promise.all([
    readPage(keyset, address.cursor, PAGE_SIZE, {
      fetch: async (from, size) => {
        // A cursor that led nowhere: the first page is looked for instead.
        const seen = from.cursor === address.cursor ? few : ((few && (await look(from))?.few) ?? null);
        const rows = seen
          ? rowsFound(actor, address, keyset, from, seen.ids)
          : rowsOf(actor.userId, keyset, topOf(view, sorting, from.cursor, size), from.order);
        return shownTo(actor, await rows, now);
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

const listed = (ids: Placeholder) => sql`(select unnest(${ids}::uuid[]) as id)`;

/** Where counting stopped before the rows that are shown, they count. */
function withShown({ first, rows, total }: Page<unknown>): Total {
  return total.more ? { count: Math.max(total.count, (first ?? 1) - 1 + rows.length), more: true } : total;
}
