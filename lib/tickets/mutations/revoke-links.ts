import { and, eq, isNull } from "drizzle-orm";
import { letterLinks, replyAddresses } from "@/db/schema/mail";
import type { UserActor } from "@/lib/actor";
import { changeTicket } from "../change";

/**
 * Ends what letters of the ticket let their holders do: their links, and the addresses at which they are answered. For a
 * letter that went on to somebody else; the next one brings new ones.
 */
export function revokeLinks(actor: UserActor, input: { number: number }, now: Date): Promise<void> {
  return changeTicket(actor, input, "revoke_links", now, async (change) => {
    const { tx, ticket } = change;
    await tx
      .update(letterLinks)
      .set({ revokedAt: now })
      .where(and(eq(letterLinks.ticketId, ticket.id), isNull(letterLinks.revokedAt)));
    await tx
      .update(replyAddresses)
      .set({ revokedAt: now })
      .where(and(eq(replyAddresses.ticketId, ticket.id), isNull(replyAddresses.revokedAt)));
    await change.record();
  });
}
