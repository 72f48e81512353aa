import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { db, type Executor } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { type Actor, accountOf } from "../actor";
import type { SentFile } from "./schema";

const sentFile = {
  id: attachments.id,
  name: attachments.name,
  type: attachments.type,
  size: attachments.size,
  width: attachments.width,
  height: attachments.height,
};

/** The person's own files of a place that belong to no ticket yet, oldest first. */
export async function unclaimedFiles(
  actor: Actor,
  place: string,
  on: Executor = db,
): Promise<(SentFile & { fieldId: string | null })[]> {
  const uploader = accountOf(actor);
  if (!uploader) return [];
  return on
    .select({ ...sentFile, fieldId: attachments.fieldId })
    .from(attachments)
    .where(
      and(eq(attachments.uploaderId, uploader), eq(attachments.place, place), isNull(attachments.claimedAt)),
    )
    .orderBy(asc(attachments.createdAt), asc(attachments.id));
}

/** Of the given ids, the person's own files that can still be used: what a form checks before it claims them. */
export async function ownUnclaimed(
  actor: Actor,
  ids: readonly string[],
  on: Executor = db,
): Promise<SentFile[]> {
  const uploader = accountOf(actor);
  if (!uploader || ids.length === 0) return [];
  return on
    .select(sentFile)
    .from(attachments)
    .where(
      and(
        inArray(attachments.id, [...ids]),
        eq(attachments.uploaderId, uploader),
        isNull(attachments.claimedAt),
      ),
    );
}
