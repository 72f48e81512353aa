import { and, asc, desc, eq, exists, gt, isNotNull, isNull, ne, notExists, or, sql } from "drizzle-orm";
import type { Audience } from "@/db/enums";
import type { Tx } from "@/db/index";
import { blockedAddresses, outbox } from "@/db/schema/mail";
import {
  classGrants,
  institutions,
  operators,
  permissionClasses,
  profiles,
  sessions,
  users,
} from "@/db/schema/people";
import { events } from "@/db/schema/tickets";
import { DAY } from "../dates";
import type { Unreached } from "../events/record";
import { isUndelivered } from "../mail/undelivered";
import { inForce } from "./attendants";
import type { Change, LockedTicket } from "./change";

/** Somebody who is told. */
export interface Recipient {
  id: string;
  name: string;
  /** Null for who has none: they are told in the portal alone. */
  address: string | null;
  /** Can open the ticket at the portal: who only ever wrote a message enters nowhere, and who administers sees none. */
  enters: boolean;
  /** As whom they are told. */
  as: Audience;
}

/** Of an institution so many are told in the place of one of its people. */
const MOST_COLLEAGUES = 5;
/** And of those who administer the portal so many where a department has nobody. */
const MOST_ADMINISTRATORS = 3;
/** First those of them who came in within this. */
const LATELY = 90 * DAY;

/** Who is told of a change, or, where there is nobody, who is told instead, in this order: never whose act it is. */
export async function recipients(
  { tx, current, doers, now }: Pick<Change, "tx" | "current" | "doers" | "now">,
  ...audiences: readonly Audience[]
): Promise<Recipient[]> {
  for (const as of audiences) {
    const people = await peopleOf(tx, current, as, now);
    if (people.length === 0) continue;
    return people.flatMap(({ id, name, email, origin }) => {
      const address = as === "requester" ? (current.contactEmail ?? email) : email;
      const enters = origin !== "email" && as !== "administrators";
      return doers.has(id) ? [] : [{ id, name, address, enters, as }];
    });
  }
  return [];
}

const person = { id: users.id, name: users.name, email: users.email, origin: users.origin };

function peopleOf(tx: Tx, ticket: LockedTicket, to: Audience, now: Date) {
  switch (to) {
    case "requester":
      return requesterOf(tx, ticket);
    case "colleagues":
      return colleaguesOf(tx, ticket, now);
    case "administrators":
      return administratorsOf(tx, ticket, now);
    default:
      return staffOf(tx, ticket, to, now);
  }
}

function requesterOf(tx: Tx, ticket: LockedTicket) {
  return tx
    .select(person)
    .from(users)
    .where(and(eq(users.id, ticket.requesterId), isNull(users.disabledAt)));
}

/** Whoever attends the ticket, or its managers: only people who can still open it. */
function staffOf(tx: Tx, ticket: LockedTicket, to: "attendant" | "managers", now: Date) {
  const attendant = ticket.assigneeId ?? ticket.reviewerId;
  const those =
    to === "managers" ? eq(profiles.role, "manager") : attendant ? eq(users.id, attendant) : sql`false`;
  return tx
    .selectDistinct(person)
    .from(profiles)
    .innerJoin(users, eq(users.id, profiles.userId))
    .where(and(eq(profiles.departmentId, ticket.departmentId), those, inForce(now)));
}

/**
 * Who administers the portal, first those who were here lately: they see no tickets in it, so only who can be written to, and
 * not whom a letter about this one did not reach.
 */
function administratorsOf(tx: Tx, ticket: LockedTicket, now: Date) {
  const blocked = tx
    .select({ one: sql`1` })
    .from(blockedAddresses)
    .where(eq(blockedAddresses.address, sql`lower(${users.email})`));
  const inVain = tx
    .select({ one: sql`1` })
    .from(outbox)
    .where(and(eq(outbox.ticketId, ticket.id), eq(outbox.recipientId, users.id), isUndelivered));
  // Of sessions that were ended there is no index.
  const lately = tx
    .select({ one: sql`1` })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, users.id),
        isNull(sessions.revokedAt),
        gt(sessions.createdAt, new Date(now.getTime() - LATELY)),
      ),
    );
  return tx
    .select(person)
    .from(users)
    .where(
      and(
        users.admin,
        isNull(users.disabledAt),
        isNotNull(users.email),
        notExists(blocked),
        notExists(inVain),
      ),
    )
    .orderBy(desc(exists(lately)), asc(users.createdAt), asc(users.id))
    .limit(MOST_ADMINISTRATORS);
}

/**
 * Who else of the institution sees its tickets, and so may answer for the requester: its masters, or else a few, first those
 * who had to do with this one.
 */
async function colleaguesOf(tx: Tx, ticket: LockedTicket, now: Date) {
  const seesTickets = tx
    .select({ one: sql`1` })
    .from(classGrants)
    .innerJoin(permissionClasses, eq(permissionClasses.id, classGrants.classId))
    .where(
      and(
        eq(classGrants.operatorId, operators.id),
        permissionClasses.seesInstitution,
        isNull(classGrants.endedAt),
        or(isNull(classGrants.endsAt), gt(classGrants.endsAt, now)),
      ),
    );
  const actedHere = sql<boolean>`${exists(
    tx
      .select({ one: sql`1` })
      .from(events)
      .where(and(eq(events.ticketId, ticket.id), eq(events.actorId, users.id))),
  )}`;
  const colleagues = await tx
    .select({ ...person, kind: operators.kind })
    .from(operators)
    .innerJoin(institutions, eq(institutions.id, operators.institutionId))
    .innerJoin(users, eq(users.id, operators.userId))
    .where(
      and(
        ticket.institutionId ? eq(operators.institutionId, ticket.institutionId) : sql`false`,
        ne(users.id, ticket.requesterId),
        isNull(users.disabledAt),
        isNull(institutions.disabledAt),
        isNull(operators.endedAt),
        or(isNull(operators.endsAt), gt(operators.endsAt, now)),
        exists(seesTickets),
      ),
    )
    .orderBy(desc(eq(operators.kind, "master")), desc(actedHere), asc(operators.createdAt), asc(users.id))
    .limit(MOST_COLLEAGUES);
  const masters = colleagues.filter(({ kind }) => kind === "master");
  return masters.length > 0 ? masters : colleagues;
}

/** Why no letter tells the requester of what ends; null while one does, or it is the address of somebody who can enter that takes none. */
export async function whyUnreached(tx: Tx, ticket: LockedTicket): Promise<Unreached | null> {
  const address = sql`lower(coalesce(${ticket.contactEmail}::text, ${users.email}))`;
  const [found] = await tx
    .select({
      disabledAt: users.disabledAt,
      origin: users.origin,
      address: sql<string | null>`${address}`,
      blocked: sql<boolean>`exists (
        select 1 from ${blockedAddresses} where ${blockedAddresses.address} = ${address})`,
    })
    .from(users)
    .where(eq(users.id, ticket.requesterId));
  if (!found || found.disabledAt) return "disabled";
  if (!found.address) return "no_address";
  return found.blocked && found.origin === "email" ? "blocked" : null;
}
