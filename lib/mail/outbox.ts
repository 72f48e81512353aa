import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import type { Audience, ReplyVoice } from "@/db/enums";
import type { Tx } from "@/db/index";
import { letterLinks } from "@/db/schema/mail";
import { digestOf, type LetterLink, tokenOf } from "./link";
import { openingReply } from "./reply";

/** A message to one address. */
export interface Letter {
  kind: string;
  recipientId: string | null;
  /** As whom they are told: who is that no more gets it no more. */
  recipientAs: Audience;
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
  /** The lesser thing that its reader can do. */
  beside?: LetterLink | undefined;
}

/** Makes a link of a ticket, in the transaction of what it is about. Returns its id. */
export async function openLink(
  tx: Tx,
  link: LetterLink,
  { ticketId, now }: { ticketId: string; now: Date },
): Promise<string> {
  const id = v7();
  await tx.insert(letterLinks).values({ id, hash: digestOf(tokenOf(id)), ticketId, createdAt: now, ...link });
  return id;
}

/** Puts messages in the outbox, inside the transaction of the change they tell of; one per event and address. */
export async function enqueue(
  tx: Tx,
  letters: readonly Letter[],
  context: { ticketId: string; eventId: string; now: Date },
): Promise<void> {
  const { ticketId, eventId, now } = context;
  for (const { link, beside, voice, to, ...letter } of letters) {
    const linkId = link ? await openLink(tx, link, context) : null;
    const besideId = beside ? await openLink(tx, beside, context) : null;
    const { kind, recipientId, recipientAs, subject, body, messageId, path } = letter;
    const reply =
      voice && recipientId ? openingReply({ ticketId, userId: recipientId, address: to, voice }, now) : null;
    // In words, and with its reply address in one statement: most acts write a letter.
    await tx.execute(sql`
      with reply as (${reply ?? sql`select null::uuid as id`})
      insert into outbox (
        id, ticket_id, event_id, recipient_id, recipient_as, kind, to_address, subject, body, message_id, path, link_id,
        beside_id, reply_id, created_at, next_attempt_at
      )
      select ${v7()}::uuid, ${ticketId}::uuid, ${eventId}::uuid, ${recipientId}::uuid, ${recipientAs}, ${kind}, ${to}, ${subject},
        ${body}, ${messageId}::uuid, ${path}, ${linkId}::uuid, ${besideId}::uuid, (select id from reply),
        ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
      on conflict do nothing`);
  }
}
