import "server-only";
import { and, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { letterLinks } from "@/db/schema/mail";
import { departments, users } from "@/db/schema/people";
import { closings, deadlines, messages, ratings, solutions, tickets } from "@/db/schema/tickets";
import type { GuestActor } from "../actor";
import { digestOf } from "../mail/link";
import { plainText } from "../richtext/document";
import type { RichDocument } from "../richtext/schema";
import { ofSolution } from "../tickets/deadline";
import { EDITABLE_FOR, INVITED_FOR } from "../tickets/survey";
import type { LinkView } from "./view";

const TOKEN = /^[\w-]{43}$/;

/** A link that leads somewhere, with whom it lets act. */
export interface FoundLink {
  id: string;
  purpose: LinkView["purpose"];
  subjectId: string;
  number: number;
  actor: GuestActor;
  /** Its holder has a way to enter the portal. */
  enters: boolean;
}

/** The link of a token, or null: there is none, it is too old, or its holder's account is disabled. */
export async function findLink(token: string, now: Date): Promise<FoundLink | null> {
  if (!TOKEN.test(token)) return null;
  const [row] = await db
    .select({
      id: letterLinks.id,
      purpose: letterLinks.purpose,
      subjectId: letterLinks.subjectId,
      ticketId: letterLinks.ticketId,
      userId: letterLinks.userId,
      number: tickets.number,
      enters: sql<boolean>`${users.origin} <> 'email'`,
    })
    .from(letterLinks)
    .innerJoin(tickets, eq(tickets.id, letterLinks.ticketId))
    .innerJoin(users, and(eq(users.id, letterLinks.userId), isNull(users.disabledAt)))
    .where(
      and(
        eq(letterLinks.hash, digestOf(token)),
        gt(letterLinks.expiresAt, now),
        isNull(letterLinks.revokedAt),
      ),
    );
  if (!row) return null;
  const { ticketId, userId, ...link } = row;
  return { ...link, actor: { kind: "guest", ticketId, userId } };
}

const requesters = alias(users, "requesters");

/** What its page shows, or null as above. Looking changes nothing: mail programs look at links too. */
export async function viewLink(token: string, now: Date): Promise<LinkView | null> {
  const link = await findLink(token, now);
  if (!link) return null;
  const [ticket] = await db
    .select({
      number: tickets.number,
      title: tickets.title,
      proved: tickets.proved,
      service: services.name,
      department: departments.name,
      timeZone: departments.timeZone,
      requester: requesters.name,
    })
    .from(tickets)
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .innerJoin(requesters, eq(requesters.id, tickets.requesterId))
    .where(eq(tickets.id, link.actor.ticketId));
  if (!ticket) return null;
  const { proved, ...told } = ticket;
  const shown = proved ? told : { ...told, title: null, requester: null };
  const matter = await MATTERS[link.purpose](link.subjectId, now);
  const { purpose, enters } = link;
  return { ...shown, purpose, enters, dueAt: null, solution: null, rating: null, ...matter };
}

type Matter = Pick<LinkView, "open"> & Partial<LinkView>;

const MATTERS: Record<LinkView["purpose"], (id: string, now: Date) => Promise<Matter>> = {
  async still_needed(id) {
    const [count] = await db.select().from(deadlines).where(eq(deadlines.id, id));
    const open = count !== undefined && !count.settledAt && !count.cancelledAt && count.noticedAt !== null;
    return { open, dueAt: count?.dueAt ?? null };
  },
  async answer(id) {
    const [solution] = await db
      .select({ state: solutions.state, body: messages.body, dueAt: deadlines.dueAt })
      .from(solutions)
      .innerJoin(messages, eq(messages.id, solutions.messageId))
      // From its notice on the count can be started again, until it is.
      .leftJoin(
        deadlines,
        and(eq(deadlines.ticketId, solutions.ticketId), ofSolution, isNotNull(deadlines.noticedAt)),
      )
      .where(eq(solutions.id, id));
    const document = solution?.body as RichDocument | null | undefined;
    const open = solution?.state === "waiting";
    return {
      open,
      dueAt: open ? solution.dueAt : null,
      solution: document ? plainText(document) : null,
    };
  },
  async rate(id, now) {
    const [closing] = await db
      .select({
        at: closings.at,
        reopenedAt: closings.reopenedAt,
        stars: ratings.stars,
        comment: ratings.comment,
        ratedAt: ratings.createdAt,
      })
      .from(closings)
      .leftJoin(ratings, eq(ratings.closingId, closings.id))
      .where(eq(closings.id, id));
    if (!closing || closing.reopenedAt) return { open: false };
    const { at, stars, comment, ratedAt } = closing;
    const invited = at.getTime() + INVITED_FOR;
    const until = ratedAt ? Math.min(ratedAt.getTime() + EDITABLE_FOR, invited) : invited;
    return { open: now.getTime() < until, rating: stars === null ? null : { stars, comment } };
  },
};
