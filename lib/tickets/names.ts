import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { incomingMail } from "@/db/schema/incoming";
import { departments, users } from "@/db/schema/people";
import { events, observers, solutions, tickets } from "@/db/schema/tickets";
import type { Actor } from "../actor";
import type { EventFacts } from "../events/record";
import type { Names } from "./history";
import type { TicketRecord } from "./record";
import type { TicketLinkView } from "./view";
import { visibleTo } from "./visibility";

/** What the queries below are asked for: they are parts of the one that reads a ticket's record. */
export const ticketId = sql`${sql.placeholder("ticketId")}::uuid`;
export const mayReadInternal = sql`${sql.placeholder("internal")}::boolean`;

/** An id in the events of the ticket that the reader may read. */
const told = (id: SQL) => sql`(select ${id} from ${events}
  where ${events.ticketId} = ${ticketId} and (not ${events.internal} or ${mayReadInternal}))`;
const fact = (key: keyof EventFacts) => told(sql`(${events.facts} ->> ${sql.raw(`'${key}'`)})::uuid`);

const decided = db
  .select({ id: solutions.decidedBy })
  .from(solutions)
  .where(eq(solutions.ticketId, ticketId));

/** Queries for the names of whom and what the ticket's events name. */
export const named = {
  people: db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(
      sql`${users.id} in (${told(sql`${events.actorId}`)} union ${decided} union ${fact("assigneeId")}
        union ${fact("formerAssigneeId")} union ${fact("reviewerId")} union ${fact("releasedBy")})`,
    ),
  departments: db
    .select({ id: departments.id, name: sql<string>`${departments.shortName}`.as("name") })
    .from(departments)
    .where(sql`${departments.id} in ${fact("departmentId")}`),
  services: db
    .select({ id: services.id, name: services.name })
    .from(services)
    .where(sql`${services.id} in ${fact("serviceId")}`),
};

/** A query for the names of the people and departments that observe the ticket, for those who work it. */
export const observerNames = db
  .select({ name: sql<string>`coalesce(${users.name}, ${departments.shortName})`.as("name") })
  .from(observers)
  .leftJoin(users, eq(users.id, observers.userId))
  .leftJoin(departments, eq(departments.id, observers.departmentId))
  .where(and(eq(observers.ticketId, ticketId), mayReadInternal));

/**
 * Names for the ids in a ticket's record. Other tickets have a number only if the actor may open them, so that a
 * link tells nobody of what is not theirs.
 */
export async function namesOf(
  actor: Actor,
  record: TicketRecord,
  works: boolean,
): Promise<Names & { links: TicketLinkView[] }> {
  const others = ids([
    ...record.events.map(({ facts }) => facts.otherTicketId),
    ...record.linksFrom.map((link) => link.toId),
    ...record.linksTo.map((link) => link.fromId),
  ]);
  const ticketRows =
    others.length > 0
      ? await db
          .select({ id: tickets.id, number: tickets.number, title: tickets.title })
          .from(tickets)
          .where(and(inArray(tickets.id, others), visibleTo(actor)))
      : [];
  const found = new Map(ticketRows.map((row) => [row.id, row]));
  const link = (kind: TicketLinkView["kind"], direction: TicketLinkView["direction"], id: string) => {
    const other = found.get(id);
    return other ? [{ kind, direction, number: other.number, title: other.title }] : [];
  };
  const byId = (rows: readonly { id: string; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]));
  return {
    people: byId(record.people),
    departments: byId(record.departments),
    services: byId(record.services),
    tickets: new Map(ticketRows.map((row) => [row.id, row.number])),
    senders: works ? await sendersOf(record) : new Map(),
    links: [
      ...record.linksTo.flatMap(({ kind, fromId }) => link(kind, "from", fromId)),
      ...record.linksFrom.flatMap(({ kind, toId }) => link(kind, "to", toId)),
    ],
  };
}

/** From where messages came that somebody let through: whoever vouched for them need not be right. */
async function sendersOf({ events }: TicketRecord): Promise<ReadonlyMap<string, string>> {
  const vouched = ids(events.map(({ facts }) => facts.releasedBy && facts.incomingId));
  if (vouched.length === 0) return new Map();
  const rows = await db
    .select({ id: incomingMail.id, address: incomingMail.fromAddress })
    .from(incomingMail)
    .where(inArray(incomingMail.id, vouched));
  return new Map(rows.flatMap(({ id, address }) => (address ? [[id, address]] : [])));
}

function ids(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => typeof value === "string"))];
}
