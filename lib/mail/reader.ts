import "server-only";
import { eq, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index";
import type { outbox } from "@/db/schema/mail";
import { users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { actorWithoutSession } from "../accounts/queries";
import { seesTicketsOf, worksIn } from "../actor";

/** Why a letter is kept from whom it was written to. */
export type Withheld = "disabled" | "no_access";

/** Who was told of which ticket, and as whom. */
export type Addressed = Pick<typeof outbox.$inferSelect, "ticketId" | "recipientId" | "recipientAs">;

/**
 * Why its recipient may not read a letter any more; null while they may: they are still as whom they were told. Of one from
 * before that was written down they have to be anything to the ticket. A letter of no ticket asks for an account that is not
 * disabled, and one to an address alone for nothing.
 */
export async function whyWithheld(
  letter: Addressed,
  now: Date,
  within: Executor = db,
): Promise<Withheld | null> {
  const { recipientId, recipientAs, ticketId } = letter;
  if (!recipientId) return null;
  const [found] = await within
    .select({
      disabledAt: users.disabledAt,
      admin: users.admin,
      requesterId: tickets.requesterId,
      departmentId: tickets.departmentId,
      institutionId: tickets.institutionId,
    })
    .from(users)
    .leftJoin(tickets, ticketId ? eq(tickets.id, ticketId) : sql`false`)
    .where(eq(users.id, recipientId));
  if (!found || found.disabledAt) return "disabled";
  if (!ticketId) return null;
  const asks = found.requesterId === recipientId;
  if (recipientAs === "requester" || (asks && !recipientAs)) return asks ? null : "no_access";
  if (recipientAs === "administrators") return found.admin ? null : "no_access";
  // Only these depend on what somebody holds at this moment.
  const reader = await actorWithoutSession(recipientId, now, within);
  if (!reader) return "disabled";
  const works = found.departmentId !== null && worksIn(reader, found.departmentId);
  const colleague = seesTicketsOf(reader, found.institutionId);
  if (recipientAs === null) return works || colleague ? null : "no_access";
  return (recipientAs === "colleagues" ? colleague : works) ? null : "no_access";
}
