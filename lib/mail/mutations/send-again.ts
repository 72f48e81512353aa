import { and, eq, gt, gte, inArray, isNotNull, sql } from "drizzle-orm";
import { db, type Tx, transact } from "@/db/index";
import { letterEvents, letterLinks, outbox } from "@/db/schema/mail";
import { events, tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { AppError, tooLate } from "@/lib/errors";
import { openLink } from "../outbox";
import { type Withheld, whyWithheld } from "../reader";
import { isUndelivered } from "../undelivered";

type LetterRow = typeof outbox.$inferSelect;

const matterOf = ({ purpose, subjectId, userId, expiresAt }: typeof letterLinks.$inferSelect) => ({
  purpose,
  subjectId,
  userId,
  expiresAt,
});

/**
 * A letter that came back was quoted by who sent it back, which ended its links: the new one has others. Not where somebody
 * cancelled the links of what had been sent: theirs was no accident.
 */
async function renewLinks(
  tx: Tx,
  { id, ticketId, linkId, besideId }: Pick<LetterRow, "id" | "ticketId" | "linkId" | "besideId">,
  now: Date,
): Promise<void> {
  const ids = [linkId, besideId].filter((one) => one !== null);
  if (!ticketId || ids.length === 0) return;
  const ended = await tx
    .select()
    .from(letterLinks)
    .where(
      and(inArray(letterLinks.id, ids), isNotNull(letterLinks.revokedAt), gt(letterLinks.expiresAt, now)),
    );
  const [first] = ended;
  if (!first) return;
  // Whoever cancels them now is waited for: they hold the ticket.
  await tx.select({ id: tickets.id }).from(tickets).where(eq(tickets.id, ticketId)).for("share");
  const cancelled = await tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(eq(events.ticketId, ticketId), eq(events.verb, "revoke_links"), gte(events.at, first.createdAt)),
    )
    .limit(1);
  if (cancelled.length > 0) return;
  const renewed = new Map<string, string>();
  for (const link of ended) renewed.set(link.id, await openLink(tx, matterOf(link), { ticketId, now }));
  const after = (former: string | null) => (former && renewed.get(former)) ?? former;
  // Its words are others now: under the key of the former a provider would refuse them.
  await tx
    .update(outbox)
    .set({ linkId: after(linkId), besideId: after(besideId), sending: sql`${outbox.sending} + 1` })
    .where(eq(outbox.id, id));
}

const REFUSALS: Record<Withheld, string> = {
  disabled: "A conta de quem receberia esta mensagem está desativada. Nada foi enviado.",
  no_access: "Quem receberia esta mensagem não tem mais acesso ao chamado. Nada foi enviado.",
};

/** @throws AppError wrong_state unless who got a letter may still read it */
async function requireReader(letterId: string, now: Date): Promise<void> {
  const [letter] = await db
    .select({
      ticketId: outbox.ticketId,
      recipientId: outbox.recipientId,
      recipientAs: outbox.recipientAs,
    })
    .from(outbox)
    .where(eq(outbox.id, letterId));
  const withheld = letter ? await whyWithheld(letter, now) : null;
  if (withheld) throw new AppError("wrong_state", REFUSALS[withheld]);
}

/**
 * Puts a letter that did not go out, or did not arrive, back into the outbox.
 * @throws AppError forbidden, conflict when it is none of these (any more), wrong_state when its reader may not have it any more
 */
export async function sendAgain(
  actor: UserActor,
  { letterId }: { letterId: string },
  now: Date,
): Promise<void> {
  requireAdmin(actor);
  await requireReader(letterId, now);
  return transact(async (tx) => {
    const [letter] = await tx
      .select({
        id: outbox.id,
        ticketId: outbox.ticketId,
        linkId: outbox.linkId,
        besideId: outbox.besideId,
        fate: outbox.fate,
      })
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
    if (letter.fate === "bounced") await renewLinks(tx, letter, now);
    await tx.insert(letterEvents).values({ letterId, verb: "send_again", actorId: actor.userId, at: now });
  });
}
