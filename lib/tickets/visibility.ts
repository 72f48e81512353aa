import { and, eq, exists, inArray, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { observers, tickets } from "@/db/schema/tickets";
import { type Actor, staffDepartments } from "../actor";

/** Tickets the person opened, or, with the class for it, those of their institution. */
export function ownOrInstitution(actor: Actor): SQL {
  if (actor.kind === "system") return sql`true`;
  if (actor.kind === "guest") return eq(tickets.id, actor.ticketId);
  const own = eq(tickets.requesterId, actor.userId);
  return actor.institution?.seesTickets
    ? sql`(${own} or ${eq(tickets.institutionId, actor.institution.id)})`
    : own;
}

/** The actor, or a department of theirs, was added to the ticket as observer. */
export function observes(actor: Actor): SQL {
  if (actor.kind !== "user") return sql`false`;
  const departments = staffDepartments(actor);
  return exists(
    db
      .select({ one: sql`1` })
      .from(observers)
      .where(
        and(
          eq(observers.ticketId, tickets.id),
          departments.length > 0
            ? or(eq(observers.userId, actor.userId), inArray(observers.departmentId, departments))
            : eq(observers.userId, actor.userId),
        ),
      ),
  );
}

/**
 * The one condition behind every read of tickets: page, list, counter, search, file, live event.
 * What it leaves out does not exist for the actor.
 */
export function visibleTo(actor: Actor): SQL {
  if (actor.kind !== "user") return ownOrInstitution(actor);
  const departments = staffDepartments(actor);
  const conditions = [ownOrInstitution(actor)];
  if (departments.length > 0) conditions.push(inArray(tickets.departmentId, departments));
  // Last, because it looks into another table.
  conditions.push(observes(actor));
  return sql`(${sql.join(conditions, sql` or `)})`;
}
