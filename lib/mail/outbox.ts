import { and, desc, eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import type { ReplyVoice } from "@/db/enums";
import type { db, Tx } from "@/db/index";
import { letterLinks } from "@/db/schema/mail";
import { digestOf, type LetterLink, tokenOf } from "./link";
import { openingReply } from "./reply";

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
  /** The lesser thing that its reader can do; see {@link linkBeside}. */
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

/**
 * The lesser link of a letter, by its main one: made with it, for the same reader, of the same ticket. A letter knows its main
 * link alone.
 */
export async function linkBeside(
  on: Tx | typeof db,
  main: Pick<typeof letterLinks.$inferSelect, "purpose" | "ticketId" | "userId" | "createdAt">,
) {
  if (main.purpose !== "answer") return null;
  const { ticketId, userId, createdAt } = main;
  const [found] = await on
    .select()
    .from(letterLinks)
    .where(
      and(
        eq(letterLinks.ticketId, ticketId),
        eq(letterLinks.userId, userId),
        eq(letterLinks.createdAt, createdAt),
        eq(letterLinks.purpose, "still_needed"),
      ),
    )
    .orderBy(desc(letterLinks.id))
    .limit(1);
  return found ?? null;
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
    if (beside) await openLink(tx, beside, context);
    const { kind, recipientId, subject, body, messageId, path } = letter;
    const reply =
      voice && recipientId ? openingReply({ ticketId, userId: recipientId, address: to, voice }, now) : null;
    // In words, and with its reply address in one statement: most acts write a letter.
    await tx.execute(sql`
      with reply as (${reply ?? sql`select null::uuid as id`})
      insert into outbox (
        id, ticket_id, event_id, recipient_id, kind, to_address, subject, body, message_id, path, link_id, reply_id,
        created_at, next_attempt_at
      )
      select ${v7()}::uuid, ${ticketId}::uuid, ${eventId}::uuid, ${recipientId}::uuid, ${kind}, ${to}, ${subject}, ${body},
        ${messageId}::uuid, ${path}, ${linkId}::uuid, (select id from reply),
        ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
      on conflict do nothing`);
  }
}
