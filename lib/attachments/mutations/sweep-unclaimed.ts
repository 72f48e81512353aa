import "server-only";
import { inArray, or, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { incomingMail } from "@/db/schema/incoming";
import { DAY } from "@/lib/dates";
import { storage } from "../../storage/place";
import { removeStored, storedKeys } from "./remove-file";

const KEPT_DAYS = 7;
const BATCH = 200;

/** Removes files older than 7 days that belong to no ticket and whose draft is gone. Returns how many. */
export async function sweepUnclaimed(now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY);
  let swept = 0;
  for (;;) {
    const gone = await db
      .delete(attachments)
      .where(
        sql`${attachments.claimedAt} is null and ${attachments.id} in (
          select a.id from attachments a
          where a.claimed_at is null and a.created_at < ${before.toISOString()}
            and not exists (select 1 from drafts d where d.user_id = a.uploader_id and d.place = a.place)
          order by a.created_at limit ${BATCH} for update skip locked)`,
      )
      .returning(storedKeys);
    await removeStored(gone);
    swept += gone.length;
    if (gone.length < BATCH) return swept;
  }
}

/**
 * Removes stored bytes that no row knows: what is left when the process dies between writing a file and its row.
 * Nothing younger than a day is touched. Returns how many.
 */
export async function sweepStorage(now: Date): Promise<number> {
  const before = new Date(now.getTime() - DAY);
  let swept = 0;
  let batch: string[] = [];
  for await (const key of storage().keysBefore(before)) {
    batch.push(key);
    if (batch.length < BATCH) continue;
    swept += await removeUnknown(batch);
    batch = [];
  }
  return swept + (await removeUnknown(batch));
}

async function removeUnknown(keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const known = new Set<string | null>();
  const columns = [attachments.storageKey, attachments.viewKey, attachments.thumbKey];
  const rows = await db
    .select(storedKeys)
    .from(attachments)
    .where(or(...columns.map((column) => inArray(column, [...keys]))));
  for (const row of rows) for (const key of Object.values(row)) known.add(key);
  const mails = await db
    .select({ key: incomingMail.storageKey })
    .from(incomingMail)
    .where(inArray(incomingMail.storageKey, [...keys]));
  for (const { key } of mails) known.add(key);
  const unknown = keys.filter((key) => !known.has(key));
  for (const key of unknown) await storage().remove(key);
  return unknown.length;
}
