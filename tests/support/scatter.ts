import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { type IdentifierKind, TICKET_STATUSES, type TicketStatus } from "@/db/enums";
import { db } from "@/db/index";
import { events, observers, ticketIdentifiers, tickets } from "@/db/schema/tickets";
import { later, type World } from "./world";

/** Numbers between 0 and 1, the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

export const WORDS = ["solicitação", "veículo", "certidão", "imposto", "placa", "urgente"] as const;
export const SECRETS = ["sigiloso", "fraude"] as const;

interface Placed {
  title: string;
  /** What only those who read internal notes may find it by. */
  secret?: string;
  status?: TicketStatus;
  requesterId: string;
  institutionId?: string | null;
  departmentId: string;
  serviceId: string;
  formVersionId: string;
  assigneeId?: string | null;
  reviewerId?: string | null;
  pendingFrom?: "assigned" | "in_review";
  updatedAt?: Date;
  identifiers?: { kind: IdentifierKind; value: string }[];
}

/** Puts a ticket into the tables as it stands, whatever life would have led it there. */
export async function placeTicket(placed: Placed): Promise<{ id: string; number: number }> {
  const [ticket] = await placeTickets([placed]);
  if (!ticket) throw new Error("no ticket");
  return ticket;
}

/** The same of many at once, numbered in their order. */
export async function placeTickets(all: readonly Placed[]): Promise<{ id: string; number: number }[]> {
  const rows = all.map(({ secret, identifiers, pendingFrom = "assigned", status = "new", ...columns }) => ({
    subjectId: "duvida",
    answers: {},
    channel: "portal" as const,
    openedAt: later(0),
    updatedAt: later(0),
    statusSince: columns.updatedAt ?? later(0),
    submissionKey: v7(),
    ...columns,
    status,
    ...(status === "pending"
      ? { pendingFrom, pendingType: "requester" as const, pendingReason: "Falta um documento" }
      : {}),
    ...(status === "closed" ? { closedBy: "approval" as const } : {}),
  }));
  const placed = await db.insert(tickets).values(rows).returning({ id: tickets.id, number: tickets.number });
  const each = placed.map((ticket, place) => ({ ...all[place], ...ticket }));
  await db.execute(sql`
    insert into ticket_search (ticket_id, public, staff)
    select id, guiche_tsvector(title), guiche_tsvector(concat_ws(' ', title, secret))
    from json_to_recordset(${JSON.stringify(each)}) as said(id uuid, title text, secret text)`);
  const identifiers = each.flatMap(({ id, identifiers: own = [] }) =>
    own.map((one) => ({ ...one, ticketId: id })),
  );
  if (identifiers.length > 0) await db.insert(ticketIdentifiers).values(identifiers);
  await db.insert(events).values(
    each.map(({ id, requesterId = "" }) => ({
      ticketId: id,
      verb: "open" as const,
      actorKind: "user" as const,
      actorId: requesterId,
      side: "requester" as const,
      at: later(0),
      toStatus: "new" as const,
      facts: {},
    })),
  );
  return placed;
}

/** Some tickets of everybody, everywhere, in every status; many of them at the same moment. */
export async function scatterTickets(world: World, howMany: number, seed: number): Promise<void> {
  const roll = dice(seed);
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[Math.floor(roll() * list.length)];
    if (chosen === undefined) throw new Error("nothing to choose from");
    return chosen;
  };
  for (let count = 0; count < howMany; count += 1) {
    const service = pick([world.tax, world.quick, world.reviewed, world.lien]);
    const requester = pick([world.ana, world.ana, world.bruno, world.clara, world.dario, world.marina]);
    const status = pick(TICKET_STATUSES);
    const inReview = status === "in_review" || (status === "pending" && roll() < 0.3);
    const attended = status !== "new" && !inReview && roll() < 0.7;
    const staff = service.departmentId === world.finance.id ? [world.marina, world.tiago] : [world.otto];
    const ticket = await placeTicket({
      title: `${pick(WORDS)} ${pick(WORDS)}`,
      secret: roll() < 0.4 ? pick(SECRETS) : undefined,
      status,
      requesterId: requester.userId,
      institutionId: requester.institution?.id ?? null,
      departmentId: service.departmentId,
      serviceId: service.id,
      formVersionId: service.formVersionId ?? "",
      assigneeId: attended ? pick(staff).userId : null,
      reviewerId: inReview ? pick(staff).userId : null,
      pendingFrom: inReview ? "in_review" : "assigned",
      updatedAt: later(Math.floor(roll() * 4)),
      identifiers: roll() < 0.5 ? [{ kind: "plate", value: pick(["ABC1C34", "XYZ2D55"]) }] : [],
    });
    if (roll() < 0.2) {
      const seer = pick([world.otto, world.marina, world.bruno]);
      await db.insert(observers).values({ ticketId: ticket.id, userId: seer.userId, addedAt: later(1) });
    }
  }
}
