import { and, eq, exists, gt, isNull, ne, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/index";
import { blockedAddresses } from "@/db/schema/mail";
import { classGrants, institutions, operators, permissionClasses, profiles, users } from "@/db/schema/people";
import type { Unreached } from "../events/record";
import { inForce } from "./attendants";
import type { Change, LockedTicket } from "./change";
import type { Audience } from "./topics";

/** Somebody who is told. */
export interface Recipient {
  id: string;
  name: string;
  /** Null for who has none: they are told in the portal alone. */
  address: string | null;
  /** Has a way to enter the portal; who only ever wrote a message has none yet. */
  enters: boolean;
}

/** Who is told of a change, or, where there is nobody, who is told instead: never whose act it is. */
export async function recipients(
  { tx, current, doers, now }: Pick<Change, "tx" | "current" | "doers" | "now">,
  to: Audience,
  otherwise?: Audience,
): Promise<Recipient[]> {
  const found = await peopleOf(tx, current, to, now);
  const people = found.length === 0 && otherwise ? await peopleOf(tx, current, otherwise, now) : found;
  return people.flatMap(({ id, name, email, origin }) => {
    const address = to === "requester" ? (current.contactEmail ?? email) : email;
    return doers.has(id) ? [] : [{ id, name, address, enters: origin !== "email" }];
  });
}

const person = { id: users.id, name: users.name, email: users.email, origin: users.origin };

function peopleOf(tx: Tx, ticket: LockedTicket, to: Audience, now: Date) {
  switch (to) {
    case "requester":
      return requesterOf(tx, ticket);
    case "colleagues":
      return colleaguesOf(tx, ticket, now);
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

/** Who else of the institution sees its tickets, and so may answer for the requester. */
function colleaguesOf(tx: Tx, ticket: LockedTicket, now: Date) {
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
  return tx
    .selectDistinct(person)
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
    );
}

/** Why nothing reaches the requester, neither a letter nor the portal; null while something does. */
export async function whyUnreached(tx: Tx, ticket: LockedTicket): Promise<Unreached | null> {
  const address = sql`lower(coalesce(${ticket.contactEmail}::text, ${users.email}))`;
  const [found] = await tx
    .select({
      disabledAt: users.disabledAt,
      origin: users.origin,
      blocked: sql<boolean>`exists (
        select 1 from ${blockedAddresses} where ${blockedAddresses.address} = ${address})`,
    })
    .from(users)
    .where(eq(users.id, ticket.requesterId));
  if (!found || found.disabledAt) return "disabled";
  return found.blocked && found.origin === "email" ? "blocked" : null;
}
