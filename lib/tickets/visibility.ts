import { and, eq, exists, inArray, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { observers, tickets } from "@/db/schema/tickets";
import { type Actor, seesTicketsOf, staffDepartments } from "../actor";

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

/** A part of all tickets that is asked for as a whole. */
export type Scope = { departments: readonly string[] } | { institution: string } | { requester: string };

/** The tickets of a scope, whoever asks. */
export function within(scope: Scope): SQL {
  if ("departments" in scope) {
    const [only, ...others] = scope.departments;
    if (only === undefined) return sql`false`;
    return others.length === 0
      ? eq(tickets.departmentId, only)
      : sql`${tickets.departmentId} = any(${sql.param([...scope.departments])}::uuid[])`;
  }
  return "institution" in scope
    ? eq(tickets.institutionId, scope.institution)
    : eq(tickets.requesterId, scope.requester);
}

/**
 * What is left of {@link visibleTo} among the tickets of a scope: nothing where the rule grants the actor all of them,
 * so that no row pays for a question that is answered.
 */
export function visibleAmong(actor: Actor, scope: Scope): SQL | undefined {
  return grants(actor, scope) ? undefined : visibleTo(actor);
}

function grants(actor: Actor, scope: Scope): boolean {
  if (actor.kind !== "user") return actor.kind === "system";
  if ("requester" in scope) return scope.requester === actor.userId;
  if ("institution" in scope) {
    return seesTicketsOf(actor, scope.institution);
  }
  const own = new Set(staffDepartments(actor));
  return scope.departments.every((department) => own.has(department));
}
