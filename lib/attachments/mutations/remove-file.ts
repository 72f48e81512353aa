import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { validate } from "uuid";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import type { UserActor } from "../../actor";
import { AppError } from "../../errors";
import { log } from "../../log";
import { storage } from "../../storage/place";

const gone = () => new AppError("not_found", "Este arquivo não existe mais.");

/**
 * Takes back a file that belongs to no ticket yet. Whoever claims it at the same moment wins.
 * @throws AppError not_found
 */
export async function removeFile(actor: Pick<UserActor, "userId">, id: string): Promise<void> {
  if (!validate(id)) throw gone();
  const rows = await db
    .delete(attachments)
    .where(
      and(eq(attachments.id, id), eq(attachments.uploaderId, actor.userId), isNull(attachments.claimedAt)),
    )
    .returning(storedKeys);
  if (rows.length === 0) throw gone();
  await removeStored(rows);
}

/** Takes back every file sent for a place that belongs to no ticket yet. */
export async function removeUnclaimed(actor: Pick<UserActor, "userId">, place: string): Promise<void> {
  const rows = await db
    .delete(attachments)
    .where(
      and(
        eq(attachments.place, place),
        eq(attachments.uploaderId, actor.userId),
        isNull(attachments.claimedAt),
      ),
    )
    .returning(storedKeys);
  await removeStored(rows);
}

export const storedKeys = {
  storageKey: attachments.storageKey,
  viewKey: attachments.viewKey,
  thumbKey: attachments.thumbKey,
};

/** Removes the bytes of rows already gone. Those that a crash or a failing storage leaves are found by the sweep. */
export async function removeStored(
  rows: readonly { storageKey: string; viewKey: string | null; thumbKey: string | null }[],
): Promise<void> {
  const keys = rows.flatMap((row) => [row.storageKey, row.viewKey, row.thumbKey]);
  for (const key of keys) if (key) await removeBytes(key);
}

async function removeBytes(key: string): Promise<void> {
  await storage()
    .remove(key)
    .catch((err: unknown) => log.warn({ err, key }, "bytes of a removed file stay for the sweep"));
}
