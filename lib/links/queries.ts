import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { letterLinks } from "@/db/schema/mail";
import { departments, users } from "@/db/schema/people";
import { events, tickets } from "@/db/schema/tickets";
import type { GuestActor } from "../actor";
import { digestOf } from "../mail/link";
import { matterOf } from "./matter";
import type { EndedLink, LinkView } from "./view";

const TOKEN = /^[\w-]{43}$/;

/** Names the page of a token in what a browser keeps of it; the token does not follow from it. */
export const placeOf = (token: string): string => digestOf(token).slice(0, 16);

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
      letterAt: letterLinks.createdAt,
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
  const { ticketId, userId, letterAt, ...link } = row;
  return { ...link, actor: { kind: "guest", ticketId, userId, letterAt } };
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
  const matter = await matterOf(link, now);
  const { purpose, enters } = link;
  return { ...shown, purpose, enters, ...matter };
}

/**
 * Why a token that once was a link's leads nowhere, or null: there is none, or its holder's account is disabled. Whoever has it
 * learns nothing else.
 */
export async function endedLink(token: string, now: Date): Promise<EndedLink | null> {
  if (!TOKEN.test(token)) return null;
  const [row] = await db
    .select({
      revokedAt: letterLinks.revokedAt,
      expiresAt: letterLinks.expiresAt,
      cancelled: sql<boolean>`exists (${db
        .select({ id: events.id })
        .from(events)
        .where(
          and(
            eq(events.ticketId, letterLinks.ticketId),
            eq(events.verb, "revoke_links"),
            eq(events.at, letterLinks.revokedAt),
          ),
        )})`,
    })
    .from(letterLinks)
    .innerJoin(users, and(eq(users.id, letterLinks.userId), isNull(users.disabledAt)))
    .where(eq(letterLinks.hash, digestOf(token)));
  if (row?.revokedAt) return row.cancelled ? "cancelled" : "quoted";
  return row && row.expiresAt <= now ? "expired" : null;
}
