import { and, eq, gt, gte, isNotNull, sql } from "drizzle-orm";
import { db, type Tx, transact } from "@/db/index";
import { letterEvents, letterLinks, outbox, replyAddresses } from "@/db/schema/mail";
import { events, tickets } from "@/db/schema/tickets";
import { actorWithoutSession } from "@/lib/accounts/queries";
import { seesTicketsOf, type UserActor, worksIn } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { AppError, tooLate } from "@/lib/errors";
import { linkBeside, openLink } from "../outbox";
import { isUndelivered } from "../undelivered";

const matterOf = ({ purpose, subjectId, userId, expiresAt }: typeof letterLinks.$inferSelect) => ({
  purpose,
  subjectId,
  userId,
  expiresAt,
});

/**
 * A letter that came back was quoted by who sent it back, which ended its link: the new one has another. Not where somebody
 * cancelled the links of what had been sent: theirs was no accident.
 */
async function renewLink(
  tx: Tx,
  letterId: string,
  { ticketId, linkId }: { ticketId: string | null; linkId: string | null },
  now: Date,
): Promise<void> {
  if (!ticketId || !linkId) return;
  const [ended] = await tx
    .select()
    .from(letterLinks)
    .where(and(eq(letterLinks.id, linkId), isNotNull(letterLinks.revokedAt), gt(letterLinks.expiresAt, now)));
  if (!ended) return;
  // Whoever cancels them now is waited for: they hold the ticket.
  await tx.select({ id: tickets.id }).from(tickets).where(eq(tickets.id, ticketId)).for("share");
  const cancelled = await tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(eq(events.ticketId, ticketId), eq(events.verb, "revoke_links"), gte(events.at, ended.createdAt)),
    )
    .limit(1);
  if (cancelled.length > 0) return;
  const renewed = await openLink(tx, matterOf(ended), { ticketId, now });
  const beside = await linkBeside(tx, ended);
  if (beside) await openLink(tx, matterOf(beside), { ticketId, now });
  // Its words are others now: under the key of the former a provider would refuse them.
  await tx
    .update(outbox)
    .set({ linkId: renewed, sending: sql`${outbox.sending} + 1` })
    .where(eq(outbox.id, letterId));
}

/** That who got a letter is still told of its ticket. @throws AppError wrong_state */
async function requireReader(letterId: string, now: Date): Promise<void> {
  const [letter] = await db
    .select({
      recipientId: outbox.recipientId,
      path: outbox.path,
      voice: replyAddresses.voice,
      requesterId: tickets.requesterId,
      institutionId: tickets.institutionId,
      departmentId: tickets.departmentId,
    })
    .from(outbox)
    .leftJoin(replyAddresses, eq(replyAddresses.id, outbox.replyId))
    .leftJoin(tickets, eq(tickets.id, outbox.ticketId))
    .where(eq(outbox.id, letterId));
  if (!letter?.recipientId) return;
  const { recipientId, voice, path, departmentId, institutionId } = letter;
  const reader = await actorWithoutSession(recipientId, now);
  if (!reader)
    throw new AppError(
      "wrong_state",
      "A conta de quem receberia esta mensagem está desativada. Nada foi enviado.",
    );
  const asRequester = voice ? voice === "requester" : recipientId === letter.requesterId;
  if (
    !departmentId ||
    asRequester ||
    // One that leads nowhere and that nobody answers has a number in it and no more: who administers gets those.
    (!voice && !path && reader.admin) ||
    worksIn(reader, departmentId) ||
    (!voice && seesTicketsOf(reader, institutionId))
  )
    return;
  throw new AppError(
    "wrong_state",
    "Quem receberia esta mensagem não tem mais acesso ao chamado. Nada foi enviado.",
  );
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
