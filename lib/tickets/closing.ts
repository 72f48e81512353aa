import { and, count, eq, isNull } from "drizzle-orm";
import { v7 } from "uuid";
import { closings } from "@/db/schema/tickets";
import type { LetterLink } from "../mail/link";
import type { Change } from "./change";
import { EDITABLE_FOR, INVITED_FOR } from "./survey";

/** The ticket came to an end: one row, which invites to rate. Returns its id. */
export async function addClosing(change: Change, by: "approval" | "lapse" | "merge"): Promise<string> {
  const { tx, ticket, now } = change;
  const [earlier] = await tx.select({ n: count() }).from(closings).where(eq(closings.ticketId, ticket.id));
  const id = v7();
  await tx.insert(closings).values({
    id,
    ticketId: ticket.id,
    ordinal: (earlier?.n ?? 0) + 1,
    at: now,
    by,
    attendantId: ticket.assigneeId ?? ticket.lastAttendantId,
  });
  return id;
}

/** Lets the reader of a letter rate how the ticket was attended, while the survey is open. */
export const rateLink = (closingId: string, now: Date): Omit<LetterLink, "userId"> => ({
  purpose: "rate",
  subjectId: closingId,
  expiresAt: new Date(now.getTime() + INVITED_FOR + EDITABLE_FOR),
});

/** Reopened: an invitation not yet answered dies; a rating already given stays. */
export async function voidClosing(change: Change): Promise<void> {
  await change.tx
    .update(closings)
    .set({ reopenedAt: change.now })
    .where(and(eq(closings.ticketId, change.ticket.id), isNull(closings.reopenedAt)));
}
