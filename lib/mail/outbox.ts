import { v7 } from "uuid";
import type { Tx } from "@/db/index";
import { letterLinks, outbox } from "@/db/schema/mail";
import { digestOf, type LetterLink, tokenOf } from "./link";

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
  /** Path in this installation where its button leads. */
  path: string;
  link?: LetterLink | null;
}

/** Puts messages in the outbox, inside the transaction of the change they tell of; one per event and address. */
export async function enqueue(
  tx: Tx,
  letters: readonly Letter[],
  context: { ticketId: string; eventId: string; now: Date },
): Promise<void> {
  const { ticketId, eventId, now } = context;
  for (const { link, to, ...letter } of letters) {
    const linkId = link ? v7() : null;
    if (link && linkId) {
      const hash = digestOf(tokenOf(linkId));
      await tx.insert(letterLinks).values({ id: linkId, hash, ticketId, createdAt: now, ...link });
    }
    await tx
      .insert(outbox)
      .values({
        ...letter,
        ticketId,
        eventId,
        linkId,
        toAddress: to,
        createdAt: now,
        nextAttemptAt: now,
      })
      .onConflictDoNothing();
  }
}
