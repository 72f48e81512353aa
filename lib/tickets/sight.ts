import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { observers, tickets } from "@/db/schema/tickets";
import { type Actor, staffDepartments } from "../actor";

// visibleTo for statements that are built once: the same rule, with the actor as parameters.

const param = (name: keyof Sight, type: string) => sql`${sql.placeholder(name)}::${sql.raw(type)}`;

/** What {@link seen} and {@link observed} ask of the actor. */
export interface Sight {
  all: boolean;
  onlyTicket: string | null;
  reader: string | null;
  readerInstitution: string | null;
  readerDepartments: string[];
}

/** The parameters that stand for an actor. */
export function sightOf(actor: Actor): Sight {
  const none = { all: false, onlyTicket: null, reader: null, readerInstitution: null, readerDepartments: [] };
  if (actor.kind === "system") return { ...none, all: true };
  if (actor.kind === "guest") return { ...none, onlyTicket: actor.ticketId };
  return {
    ...none,
    reader: actor.userId,
    readerInstitution: actor.institution?.seesTickets ? actor.institution.id : null,
    readerDepartments: staffDepartments(actor),
  };
}

const ofDepartments = (column: typeof tickets.departmentId | typeof observers.departmentId) =>
  sql`${column} = any(${param("readerDepartments", "uuid[]")})`;

/** The reader, or a department of theirs, observes the ticket. */
export const observed: SQL = sql`exists (${db
  .select({ one: sql`1` })
  .from(observers)
  .where(
    and(
      eq(observers.ticketId, tickets.id),
      or(eq(observers.userId, param("reader", "uuid")), ofDepartments(observers.departmentId)),
    ),
  )})`;

/** The ticket exists for the reader. */
export const seen: SQL = sql`(${param("all", "boolean")}
  or ${tickets.id} = ${param("onlyTicket", "uuid")}
  or ${tickets.requesterId} = ${param("reader", "uuid")}
  or ${tickets.institutionId} = ${param("readerInstitution", "uuid")}
  or ${ofDepartments(tickets.departmentId)}
  or ${observed})`;
