import "server-only";
import { and, count, eq, inArray, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { PendingType, TicketStatus } from "@/db/enums";
import { db } from "@/db/index";
import { notices } from "@/db/schema/notices";
import { departments, users } from "@/db/schema/people";
import { events, readMarks, tickets } from "@/db/schema/tickets";
import type { UserActor } from "../actor";
import { COUNTERS, type CounterSlug } from "../tickets/labels";
import { visibleAmong, within } from "../tickets/visibility";
import { readBox } from "./box";
import { type Page, positionValues, readPage, type Total } from "./keyset";
import { findNamed, inPublicWords } from "./matching";
import { ticketKeyset } from "./orders";
import type { TicketListAddress } from "./schema";

export const PAGE_SIZE = 25;
/** A search is counted exactly up to here. */
export const COUNT_LIMIT = 10_000;

export type Scope = TicketListAddress["scope"];

/** How many tickets stand behind each counter; null where counting a search stopped. */
export type CounterNumbers = Record<CounterSlug, number | null>;

/** One ticket in a requester's list. */
export interface TicketRow {
  id: string;
  position: number[];
  number: number;
  title: string;
  status: TicketStatus;
  pendingType: PendingType | null;
  department: string;
  timeZone: string;
  requester: string;
  openedAt: Date;
  updatedAt: Date;
  /** Somebody else did something since the person last looked. */
  unread: boolean;
}

export interface TicketList extends Page<TicketRow> {
  counters: CounterNumbers;
}

/** Whether the person may look at what their institution opened. */
export function seesInstitution(actor: UserActor): boolean {
  return actor.institution?.seesTickets === true;
}

function scopeOf(actor: UserActor, scope: Scope): SQL {
  const part =
    scope === "institution" && actor.institution?.seesTickets
      ? { institution: actor.institution.id }
      : { requester: actor.userId };
  return sql`${and(within(part), visibleAmong(actor, part))}`;
}

/** Condition for what was typed in a search box; undefined for an empty one. */
async function matching(text: string, scope: SQL): Promise<SQL | undefined> {
  const reading = readBox(text);
  if (!reading) return undefined;
  return (await findNamed(reading, "public", scope)) ?? (await inPublicWords(reading, scope));
}

/** Counts to the limit, or to the end when there is none. */
export async function countTickets(where: SQL, limit: number | null): Promise<Total> {
  const some = db
    .select({ one: sql`1`.as("one") })
    .from(tickets)
    .where(where)
    .$dynamic();
  const rows = await db.select({ n: count() }).from((limit ? some.limit(limit + 1) : some).as("some"));
  const n = rows[0]?.n ?? 0;
  return limit && n > limit ? { count: limit, more: true } : { count: n, more: false };
}

/** The seven counters of a view, in one query; each equals the list behind it. */
export async function getCounters(
  actor: UserActor,
  view: { scope: Scope; search?: string; countAll?: boolean } = { scope: "own" },
): Promise<CounterNumbers> {
  const scope = scopeOf(actor, view.scope);
  const match = view.search ? await matching(view.search, scope) : undefined;
  return countByStatus(sql`${and(scope, match)}`, match && !view.countAll ? COUNT_LIMIT : null);
}

async function countByStatus(where: SQL, limit: number | null): Promise<CounterNumbers> {
  const some = db.select({ status: tickets.status }).from(tickets).where(where).$dynamic();
  const found = (limit ? some.limit(limit + 1) : some).as("some");
  const groups = await db.select({ status: found.status, n: count() }).from(found).groupBy(found.status);
  const all = groups.reduce((sum, group) => sum + group.n, 0);
  const numbers = COUNTERS.map(({ slug, statuses }) => {
    const behind: readonly TicketStatus[] | null = statuses;
    const counted = groups.filter((group) => behind === null || behind.includes(group.status));
    return [slug, limit && all > limit ? null : counted.reduce((sum, group) => sum + group.n, 0)];
  });
  return Object.fromEntries(numbers) as CounterNumbers;
}

/**
 * The person has not seen what others did to the ticket; internal acts count for staff only. An act that is dated before
 * what they saw, and was there for them after it, is known by its notice.
 */
export function unreadBy(userId: string | Placeholder, audience: "public" | "staff"): SQL<boolean> {
  return sql<boolean>`(exists (
    select 1 from ${events}
    where ${events.ticketId} = ${tickets.id}
      and ${events.at} > coalesce((
        select ${readMarks.readAt} from ${readMarks}
        where ${readMarks.ticketId} = ${tickets.id} and ${readMarks.userId} = ${userId}
      ), '-infinity')
      and ${events.actorId} is distinct from ${userId}
      and (${audience === "staff"} or not ${events.internal}))
    or exists (
      select 1 from ${notices}
      where ${notices.userId} = ${userId} and ${notices.ticketId} = ${tickets.id} and ${notices.readAt} is null))`;
}

/** The ids of one page, found by an index before anything is joined to them. */
function pageOf(where: SQL, order: SQL[], size: number) {
  return db
    .select({ id: tickets.id })
    .from(tickets)
    .where(where)
    .orderBy(...order)
    .limit(size)
    .as("page");
}

/** A page of one's own tickets, or of those of one's institution, with the counters of the same view. */
export async function listTickets(actor: UserActor, address: TicketListAddress): Promise<TicketList> {
  const scope = scopeOf(actor, address.scope);
  const match = await matching(address.search, scope);
  const limit = match && !address.countAll ? COUNT_LIMIT : null;
  const statuses: readonly TicketStatus[] | null =
    COUNTERS.find((counter) => counter.slug === address.status)?.statuses ?? null;
  const all = sql`${and(scope, match)}`;
  const where = sql`${and(all, statuses ? inArray(tickets.status, [...statuses]) : undefined)}`;
  const keyset = ticketKeyset(address.order, address.direction);
  const counters = countByStatus(all, limit);

  const [page, numbers] = await Promise.all([
    readPage(keyset, address.cursor, PAGE_SIZE, {
      fetch: ({ beyond, order }, size) => {
        const ids = pageOf(sql`${and(where, beyond)}`, order, size);
        return db
          .select({
            id: tickets.id,
            position: positionValues(keyset),
            number: tickets.number,
            title: tickets.title,
            status: tickets.status,
            pendingType: tickets.pendingType,
            department: departments.shortName,
            timeZone: departments.timeZone,
            requester: users.name,
            openedAt: tickets.openedAt,
            updatedAt: tickets.updatedAt,
            unread: unreadBy(actor.userId, "public"),
          })
          .from(ids)
          .innerJoin(tickets, eq(tickets.id, ids.id))
          .innerJoin(departments, eq(departments.id, tickets.departmentId))
          .innerJoin(users, eq(users.id, tickets.requesterId))
          .orderBy(...order);
      },
      count: ({ beyond }) => countTickets(sql`${and(where, beyond)}`, limit),
      total: async () => {
        const exact = (await counters)[address.status];
        return exact === null ? countTickets(where, limit) : { count: exact, more: false };
      },
    }),
    counters,
  ]);
  return { ...page, counters: numbers };
}
