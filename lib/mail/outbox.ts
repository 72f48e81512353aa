import { v7 } from "uuid";
import type { ReplyVoice } from "@/db/enums";
import type { Tx } from "@/db/index";
import { letterLinks, outbox } from "@/db/schema/mail";
import { digestOf, type LetterLink, tokenOf } from "./link";
import { openReply } from "./reply";

/** A message to one address. */
export interface Letter {
  kind: string;
  recipientId: string | null;
  to: string;
  subject: string;
  /** What happened and what comes next, in plain paragraphs. */
  body: string;
  /** What was said with it, if it goes with the letter. */
  messageId: string | null;
  /** Path in this installation where its button leads, for who can enter. */
  path: string | null;
  /** As whom its reader speaks who answers it; null where it cannot be answered. */
  voice: ReplyVoice | null;
  link?: LetterLink | null;
}

/** Puts messages in the outbox, inside the transaction of the change they tell of; one per event and address. */
export async function enqueue(
  tx: Tx,
  letters: readonly Letter[],
  context: { ticketId: string; eventId: string; now: Date },
): Promise<void> {
  const { ticketId, eventId, now } = context;
  for (const { link, voice, to, ...letter } of letters) {
    const linkId = link ? v7() : null;
    if (link && linkId) {
      const hash = digestOf(tokenOf(linkId));
      await tx.insert(letterLinks).values({ id: linkId, hash, ticketId, createdAt: now, ...link });
    }
    const userId = letter.recipientId;
    const replyId =
      voice && userId ? await openReply(tx, { ticketId, userId, address: to, voice }, now) : null;
    await tx
      .insert(outbox)
      .values({
        ...letter,
        ticketId,
        eventId,
        linkId,
        replyId,
        toAddress: to,
        createdAt: now,
        nextAttemptAt: now,
      })
      .onConflictDoNothing();
  }
}
