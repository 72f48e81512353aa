import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import { type Tx, transact } from "@/db/index";
import { letterEvents, letterLinks, outbox } from "@/db/schema/mail";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { tooLate } from "@/lib/errors";
import { openLink } from "../outbox";
import { isUndelivered } from "../undelivered";

/** A letter that came back was quoted by who sent it back, which ended its link: the new one has another. */
async function renewLink(
  tx: Tx,
  letterId: string,
  { ticketId, linkId }: { ticketId: string | null; linkId: string | null },
  now: Date,
): Promise<void> {
  if (!ticketId || !linkId) return;
  const [ended] = await tx
    .select({
      purpose: letterLinks.purpose,
      subjectId: letterLinks.subjectId,
      userId: letterLinks.userId,
      expiresAt: letterLinks.expiresAt,
    })
    .from(letterLinks)
    .where(and(eq(letterLinks.id, linkId), isNotNull(letterLinks.revokedAt), gt(letterLinks.expiresAt, now)));
  if (!ended) return;
  const renewed = await openLink(tx, ended, { ticketId, now });
  // Its words are others now: under the key of the former a provider would refuse them.
  await tx
    .update(outbox)
    .set({ linkId: renewed, sending: sql`${outbox.sending} + 1` })
    .where(eq(outbox.id, letterId));
}

/**
 * Puts a letter that did not go out, or did not arrive, back into the outbox.
 * @throws AppError forbidden, conflict when it is none of these (any more)
 */
export function sendAgain(actor: UserActor, { letterId }: { letterId: string }, now: Date): Promise<void> {
  requireAdmin(actor);
  return transact(async (tx) => {
    const [letter] = await tx
      .select({ ticketId: outbox.ticketId, linkId: outbox.linkId, fate: outbox.fate })
      .from(outbox)
      .where(and(eq(outbox.id, letterId), isUndelivered))
      .for("update");
    if (!letter) throw tooLate("Esta mensagem já saiu ou já está na fila de novo.");
    await tx
      .update(outbox)
      .set({
        ...{ state: "waiting", attempts: 0, nextAttemptAt: now, unsureSince: null, failure: null },
        ...{ deliveredAt: null, providerId: null, fate: null, fateAt: null },
        // What a provider took it would not send once more; of what it may have, it still sends no second one.
        sending: sql`${outbox.sending} + (${outbox.state} = 'sent')::int`,
      })
      .where(eq(outbox.id, letterId));
    if (letter.fate === "bounced") await renewLink(tx, letterId, letter, now);
    await tx.insert(letterEvents).values({ letterId, verb: "send_again", actorId: actor.userId, at: now });
  });
}
