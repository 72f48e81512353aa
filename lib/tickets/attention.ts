import "server-only";
import { and, asc, count, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { OPEN_STATUSES } from "@/db/enums";
import { db } from "@/db/index";
import { departments } from "@/db/schema/people";
import { deadlines, tickets } from "@/db/schema/tickets";
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
        isNull(deadlines.settledAt),
        isNull(deadlines.cancelledAt),
      ),
    )
    .where(
      and(
        eq(tickets.requesterId, actor.userId),
        or(
          eq(tickets.status, "validating"),
          and(eq(tickets.status, "pending"), eq(tickets.pendingType, "requester")),
        ),
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

/** The request is being analysed, or waits for something within its analysis. */
export const underReview = sql<boolean>`(${tickets.status} = 'in_review' or coalesce(${tickets.pendingFrom} = 'in_review', false))`;

/** Who works on a ticket now: its attendant, or its reviewer while it is analysed. */
export const attendantId: SQL = sql`case when ${underReview} then ${tickets.reviewerId} else ${tickets.assigneeId} end`;

/** An open ticket that the person attends or analyses. */
export const workedBy = (actor: UserActor): SQL =>
  sql`(${inArray(tickets.status, [...OPEN_STATUSES])} and ${attendantId} = ${actor.userId})`;

/** An open ticket that nobody works on. */
export const unassigned = sql<boolean>`(${and(
  isNull(tickets.assigneeId),
  inArray(tickets.status, [...OPEN_STATUSES]),
  sql`not (${underReview} and ${tickets.reviewerId} is not null)`,
)})`;

/** What waits at the desk: open tickets that the person works on, and those that nobody does. */
export interface Desk {
  mine: number;
  unassigned: number;
}

/** The desk of the departments where the person works; null for who works in none. */
export async function deskOf(actor: UserActor): Promise<Desk | null> {
  const departmentIds = staffDepartments(actor);
  if (departmentIds.length === 0) return null;
  const counted = async (where: SQL) => {
    const within = and(inArray(tickets.departmentId, departmentIds), where);
    const [row] = await db.select({ n: count() }).from(tickets).where(within);
    return row?.n ?? 0;
  };
  const [mine, free] = await Promise.all([counted(workedBy(actor)), counted(unassigned)]);
  return { mine, unassigned: free };
}
