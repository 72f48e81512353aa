import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
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
