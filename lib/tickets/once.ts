import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import { db } from "@/db/index";
import { messages } from "@/db/schema/tickets";
import { type Actor, accountOf } from "../actor";
import type { RichDocument } from "../richtext/schema";

/** What somebody sends, under a key of its own. */
export interface Sent {
  key?: string | undefined;
  body: RichDocument | null;
}

/**
 * Sends a text once, however often it arrives: the answer to the first try may have got lost. The key is the
 * message's id, so that the database decides between two that arrive together. Under the same key another text is
 * another message.
 */
export async function once<I extends Sent, T>(
  actor: Actor,
  input: I,
  send: (input: I) => Promise<T>,
): Promise<T | { messageId: string }> {
  const { key, body } = input;
  if (!key) return send(input);
  const known = await findSaid(actor, key);
  if (known) return isSame(known.body, body) ? { messageId: key } : send({ ...input, key: undefined });
  try {
    return await send(input);
  } catch (error) {
    const first = await findSaid(actor, key);
    if (first && isSame(first.body, body)) return { messageId: key };
    throw error;
  }
}

/** As the database would write both. */
const isSame = (kept: unknown, sent: unknown) => isDeepStrictEqual(kept, JSON.parse(JSON.stringify(sent)));

async function findSaid(actor: Actor, key: string) {
  const authorId = accountOf(actor);
  if (!authorId) return undefined;
  const [row] = await db
    .select({ body: messages.body })
    .from(messages)
    .where(and(eq(messages.id, key), eq(messages.authorId, authorId)));
  return row;
}
