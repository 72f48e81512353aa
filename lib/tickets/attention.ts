import "server-only";
import { and, asc, count, eq, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { departments } from "@/db/schema/people";
import { deadlines, tickets, ticketTallies } from "@/db/schema/tickets";
import { staffDepartments, type UserActor } from "../actor";

/** A ticket that cannot go on without the person. */
export interface WaitingTicket {
  number: number;
  title: string;
  status: "validating" | "pending";
  /** When it settles without an answer. */
  dueAt: Date | null;
  timeZone: string;
}

export interface Waiting {
  /** Tickets with a proposed solution, and tickets whose team asked something. */
  solutions: number;
  questions: number;
  /** Those that end first. */
  first: WaitingTicket[];
}

/** What waits for the person's own answer, the most pressing first. */
export async function waitingFor(actor: UserActor, limit: number): Promise<Waiting> {
  const rows = await db
    .select({
      number: tickets.number,
      title: tickets.title,
      status: tickets.status,
      dueAt: deadlines.dueAt,
      timeZone: departments.timeZone,
      solutions: sql<number>`(count(*) filter (where ${tickets.status} = 'validating') over ())::int`,
      questions: sql<number>`(count(*) filter (where ${tickets.status} = 'pending') over ())::int`,
    })
    .from(tickets)
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .leftJoin(
      deadlines,
      and(
        eq(deadlines.ticketId, tickets.id),
        eq(
          deadlines.kind,
          sql`case ${tickets.status} when 'validating' then 'validation_lapse' else 'pending_lapse' end`,
        ),
        eq(deadlines.step, 0),
        isNull(deadlines.settledAt),
        isNull(deadlines.cancelledAt),
      ),
    )
    .where(
      and(
        eq(tickets.requesterId, actor.userId),
        sql`${tickets.status} in ('validating', 'pending')`,
        or(eq(tickets.status, "validating"), eq(tickets.pendingType, "requester")),
      ),
    )
    .orderBy(asc(deadlines.dueAt), asc(tickets.number))
    .limit(limit);
  return {
    solutions: rows[0]?.solutions ?? 0,
    questions: rows[0]?.questions ?? 0,
    first: rows.map(({ number, title, status, dueAt, timeZone }) => ({
      number,
      title,
      status: status === "validating" ? "validating" : "pending",
      dueAt,
      timeZone,
    })),
  };
}

/** What waits at the desk: open tickets that the person works on, and those that nobody does. */
export interface Desk {
  mine: number;
  unassigned: number;
}

/** The desk of the departments where the person works; null for who works in none. */
export async function deskOf(actor: UserActor): Promise<Desk | null> {
  const departmentIds = sql.param(staffDepartments(actor));
  if (departmentIds.value.length === 0) return null;
  const mine = db
    .select({ n: count() })
    .from(tickets)
    .where(
      and(
        eq(tickets.attendantId, actor.userId),
        tickets.open,
        sql`${tickets.departmentId} = any(${departmentIds}::uuid[])`,
      ),
    );
  const free = db
    .select({ n: sql`coalesce(sum(${ticketTallies.tickets}), 0)` })
    .from(ticketTallies)
    .where(and(sql`${ticketTallies.departmentId} = any(${departmentIds}::uuid[])`, ticketTallies.unassigned));
  const { rows } = await db.execute<Record<keyof Desk, number>>(
    sql`select (${mine})::int as mine, (${free})::int as unassigned`,
  );
  return rows[0] ?? { mine: 0, unassigned: 0 };
}
