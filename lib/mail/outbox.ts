import type { Tx } from "@/db/index";
import { outbox } from "@/db/schema/mail";

/** A message to one address. */
export interface Letter {
  kind: string;
  recipientId: string | null;
  to: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** Path in this installation where its button leads. */
  path: string;
}

/** Puts messages in the outbox, inside the transaction of the change they tell of; one per event and address. */
export async function enqueue(
  tx: Tx,
  letters: readonly Letter[],
  context: { ticketId: string; eventId: string; now: Date },
): Promise<void> {
  if (letters.length === 0) return;
  await tx
    .insert(outbox)
    .values(
      letters.map((letter) => ({
        ticketId: context.ticketId,
        eventId: context.eventId,
        recipientId: letter.recipientId,
        kind: letter.kind,
        toAddress: letter.to,
        subject: letter.subject,
        body: letter.body,
        path: letter.path,
        createdAt: context.now,
      })),
    )
    .onConflictDoNothing();
}
