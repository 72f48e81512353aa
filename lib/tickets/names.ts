import { and, eq, inArray } from "drizzle-orm";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { departments, users } from "@/db/schema/people";
import { observers, tickets } from "@/db/schema/tickets";
import type { Actor } from "../actor";
import type { Names } from "./history";
import type { TicketRecord } from "./record";
import type { TicketLinkView } from "./view";
import { visibleTo } from "./visibility";

/**
 * Names for the ids in a ticket's record. Other tickets have a number only if the actor may open them, so that a
 * link tells nobody of what is not theirs.
 */
export async function namesOf(
  actor: Actor,
  record: TicketRecord,
): Promise<Names & { links: TicketLinkView[] }> {
  const facts = record.events.map((event) => event.facts);
  const people = ids([
    ...record.events.map((event) => event.actorId),
    ...record.solutions.map((solution) => solution.decidedBy),
    ...facts.flatMap((fact) => [fact.assigneeId, fact.formerAssigneeId, fact.reviewerId]),
  ]);
  const places = ids(facts.map((fact) => fact.departmentId));
  const kinds = ids(facts.flatMap((fact) => [fact.serviceId]));
  const others = ids([
    ...facts.map((fact) => fact.otherTicketId),
    ...record.linksFrom.map((link) => link.toId),
    ...record.linksTo.map((link) => link.fromId),
  ]);
  const [peopleRows, departmentRows, serviceRows, ticketRows] = await Promise.all([
    people.length > 0
      ? db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, people))
      : [],
    places.length > 0
      ? db
          .select({ id: departments.id, name: departments.shortName })
          .from(departments)
          .where(inArray(departments.id, places))
      : [],
    kinds.length > 0
      ? db.select({ id: services.id, name: services.name }).from(services).where(inArray(services.id, kinds))
      : [],
    others.length > 0
      ? db
          .select({ id: tickets.id, number: tickets.number, title: tickets.title })
          .from(tickets)
          .where(and(inArray(tickets.id, others), visibleTo(actor)))
      : [],
  ]);
  const found = new Map(ticketRows.map((row) => [row.id, row]));
  const link = (kind: TicketLinkView["kind"], direction: TicketLinkView["direction"], id: string) => {
    const other = found.get(id);
    return other ? [{ kind, direction, number: other.number, title: other.title }] : [];
  };
  return {
    people: new Map(peopleRows.map((row) => [row.id, row.name])),
    departments: new Map(departmentRows.map((row) => [row.id, row.name])),
    services: new Map(serviceRows.map((row) => [row.id, row.name])),
    tickets: new Map(ticketRows.map((row) => [row.id, row.number])),
    links: [
      ...record.linksTo.flatMap(({ kind, fromId }) => link(kind, "from", fromId)),
      ...record.linksFrom.flatMap(({ kind, toId }) => link(kind, "to", toId)),
    ],
  };
}

/** Names of the people and departments that observe a ticket. */
export async function observerNames(ticketId: string): Promise<string[]> {
  const rows = await db
    .select({ person: users.name, department: departments.shortName })
    .from(observers)
    .leftJoin(users, eq(users.id, observers.userId))
    .leftJoin(departments, eq(departments.id, observers.departmentId))
    .where(eq(observers.ticketId, ticketId));
  return rows.flatMap((row) => row.person ?? row.department ?? []);
}

function ids(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => typeof value === "string"))];
}
