import "server-only";
import { createHash } from "node:crypto";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { DropReason, QuarantineReason } from "@/db/enums";
import type { Tx } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { incomingMail } from "@/db/schema/incoming";
import { letterLinks } from "@/db/schema/mail";
import { MESSAGE_TYPE } from "../attachments/kinds";
import { storage } from "../storage/place";

export type IncomingRow = typeof incomingMail.$inferSelect;

/** A message that was looked into, with the digests of the letters' links that it holds. */
export type SeenRow = IncomingRow & { quoted: readonly string[] };

/** So often something is tried that fails for no reason that passes. */
export const MOST_ATTEMPTS = 6;

/** It was begun so often and never came to an end: whoever had it is gone, and it may be why. Nobody takes it apart again. */
export const isHopeless = ({ attempts }: Pick<IncomingRow, "attempts">): boolean =>
  attempts > MOST_ATTEMPTS + 1;

/** Somebody else decided on it meanwhile. */
export class TakenAway extends Error {
  override name = "TakenAway";
}

/** What became of a message. */
export type Outcome =
  | { state: "posted"; ticketId: string; messageId: string }
  | { state: "quarantined"; reason: QuarantineReason }
  | { state: "dropped"; reason: DropReason };

type Found = Partial<Pick<IncomingRow, "mailboxId" | "departmentId" | "ticketId" | "letterId" | "decidedBy">>;

/**
 * Writes down what became of a message, in the transaction of it: only while it stands as it was found. The links it quotes
 * end with it, whatever becomes of it: from now on the team can have it as it came.
 * @throws TakenAway
 */
export async function settle(
  tx: Tx,
  row: Pick<SeenRow, "id" | "state" | "attempts" | "quoted">,
  outcome: Outcome,
  found: Found,
  now: Date,
): Promise<void> {
  const settled = await tx
    .update(incomingMail)
    .set({
      ...found,
      ...outcome,
      reason: outcome.state === "posted" ? null : outcome.reason,
      decidedAt: outcome.state === "quarantined" ? null : now,
    })
    .where(
      and(
        eq(incomingMail.id, row.id),
        eq(incomingMail.state, row.state),
        eq(incomingMail.attempts, row.attempts),
      ),
    )
    .returning({ id: incomingMail.id });
  if (settled.length === 0) throw new TakenAway();
  await endLinks(tx, row.quoted, now);
}

/** A statement holds 65,535 values at most. */
const AT_A_TIME = 1000;

/** Ends the links of letters that now lie with somebody else: they are their holders' no more. */
export async function endLinks(tx: Tx, hashes: readonly string[], now: Date): Promise<void> {
  for (let from = 0; from < hashes.length; from += AT_A_TIME) {
    const some = hashes.slice(from, from + AT_A_TIME);
    await tx
      .update(letterLinks)
      .set({ revokedAt: now })
      .where(and(inArray(letterLinks.hash, some), isNull(letterLinks.revokedAt)));
  }
}

/** Lays a message as it came beside what was taken out of it, for the team alone. */
export async function keepOriginal(
  tx: Tx,
  row: Pick<IncomingRow, "id" | "storageKey">,
  { ticketId, messageId }: { ticketId: string; messageId: string },
  raw: Buffer,
  now: Date,
): Promise<void> {
  if (!row.storageKey) return;
  await tx.insert(attachments).values({
    ticketId,
    messageId,
    internal: true,
    name: "E-mail original.eml",
    type: MESSAGE_TYPE,
    size: raw.length,
    sha256: createHash("sha256").update(raw).digest("hex"),
    storageKey: row.storageKey,
    createdAt: now,
    claimedAt: now,
  });
  await tx.update(incomingMail).set({ storageKey: null }).where(eq(incomingMail.id, row.id));
}

/** One at a time of messages that are the same. */
export async function holdTwins(tx: Tx, fingerprint: string | null): Promise<void> {
  if (fingerprint)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`mail:${fingerprint}`}, 0))`);
}

/** The bytes of a message as it came. */
export async function rawOf({ storageKey }: Pick<IncomingRow, "storageKey">): Promise<Buffer> {
  if (!storageKey) throw new Error("a message without its bytes");
  const pieces: Buffer[] = [];
  for await (const piece of storage().read(storageKey)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
