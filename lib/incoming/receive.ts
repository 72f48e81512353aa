import "server-only";
import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { IncomingSource } from "@/db/enums";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { tellOfMail } from "../events/relay";
import { faultPoint } from "../fault";
import { whole } from "../storage/driver";
import { storage } from "../storage/place";
import { type MailMessage, readMessage } from "./message";

/** What is longer is not taken in: no mail server of today passes it on. */
export const LONGEST_MESSAGE = 40 * 1024 * 1024;

/** By which way a message came, and by what that way knows it again. */
export interface Origin {
  source: IncomingSource;
  sourceId: string;
  /** To whom it was delivered, where the way tells. */
  recipients: readonly string[];
}

/**
 * Keeps a message as it came, before anybody looks into it; what becomes of it is decided later. The same one told twice is
 * kept once. Returns its id, or null when it was here already.
 */
export async function receiveMail(origin: Origin, raw: Uint8Array, now: Date): Promise<string | null> {
  if (await isKnown(origin)) return null;
  const store = storage();
  const { key, size } = await store.write(whole(raw));
  faultPoint("stored");
  const row = await note(origin, { state: "received", storageKey: key, size }, now);
  if (row) void tellOfMail(row.id);
  else await store.remove(key);
  return row?.id ?? null;
}

/** Keeps the word that a message lies somewhere, to be fetched. */
export async function announceMail(origin: Origin, now: Date): Promise<boolean> {
  const announced = await note(origin, { state: "announced" }, now);
  if (announced) void tellOfMail(announced.id);
  return announced !== undefined;
}

/** A message that is too long to be taken in: somebody hears that it came. */
export async function refuseLong(origin: Origin, head: Uint8Array, size: number, now: Date): Promise<void> {
  const shown = { size: Math.min(size, 2 ** 31 - 1), ...(await headOf(head)) };
  await note(origin, { state: "quarantined", reason: "too_large", ...shown }, now);
}

/** A message whose bytes nobody gets: somebody hears that it is there. */
export async function noteUnreadable(origin: Origin, now: Date): Promise<void> {
  await note(origin, { state: "quarantined", reason: "unreadable" }, now);
}

/** Writes down that a message is there, once; nothing comes back where it was known. */
async function note(
  { source, sourceId, recipients }: Origin,
  found: Pick<typeof incomingMail.$inferInsert, "state" | "reason" | "storageKey" | "size">,
  now: Date,
): Promise<{ id: string } | undefined> {
  const [row] = await db
    .insert(incomingMail)
    .values({ source, sourceId, recipients: [...recipients], ...found, receivedAt: now, nextAttemptAt: now })
    .onConflictDoNothing()
    .returning({ id: incomingMail.id });
  return row;
}

async function isKnown({ source, sourceId }: Origin): Promise<boolean> {
  const rows = await db
    .select({ id: incomingMail.id })
    .from(incomingMail)
    .where(and(eq(incomingMail.source, source), eq(incomingMail.sourceId, sourceId)));
  return rows.length > 0;
}

async function headOf(raw: Uint8Array) {
  const message = await readMessage(raw).catch(() => null);
  return message ? shownOf(message) : {};
}

/** What lists show of a message, and by what the same one is known again. */
export function shownOf(message: MailMessage) {
  const { from: fromAddress, fromName, subject } = message;
  return { fromAddress, fromName, subject, fingerprint: fingerprintOf(message) };
}

/** Of what the sender's program made of it: what servers add on its way differs. */
function fingerprintOf({ messageId, from, subject, headers, html, text, files }: MailMessage): string {
  const hash = createHash("sha256");
  for (const part of [messageId, from, subject, headers.get("date"), html, text])
    hash.update(`${part ?? ""}\0`);
  for (const { name, bytes } of files) hash.update(`${name}\0`).update(bytes);
  return hash.digest("base64url");
}
