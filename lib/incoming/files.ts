import "server-only";
import { removeUnclaimed } from "../attachments/mutations/remove-file";
import { storeUpload } from "../attachments/mutations/store-upload";
import { cleanName } from "../attachments/name";
import { env } from "../env";
import { AppError } from "../errors";
import { whole } from "../storage/driver";
import type { Written } from "./body";
import type { Pictures } from "./lines";
import type { MailFile } from "./message";

/** Of one message; the others are read in it. */
const MOST_FILES = 30;
const ALLOWANCE = { files: 10_000, bytes: Number.MAX_SAFE_INTEGER };

/** What a message brought, kept for whoever sent it. */
export interface KeptFiles {
  pictures: Pictures;
  /** Ids of the files beside the text. */
  files: string[];
  /** For the reader: what was not taken. */
  remarks: string[];
}

const placeOf = (incomingId: string) => `mail:${incomingId}`;

/** Takes back what was kept of a message that says nothing after all. */
export const forgetFiles = (incomingId: string, userId: string): Promise<void> =>
  removeUnclaimed({ userId }, placeOf(incomingId));

/**
 * Keeps the files of a message under the same rules as those sent through the portal. What is not taken is named to the
 * reader; the message as it came has it still.
 * @throws AppError unavailable when nothing can be kept now
 */
export async function keepFiles(
  incomingId: string,
  userId: string,
  { pictures, files }: Written,
  now: Date,
): Promise<KeptFiles> {
  const place = placeOf(incomingId);
  // An attempt that broke off left some.
  await forgetFiles(incomingId, userId);
  const shown = new Map<string, { attachmentId: string; width: number; height: number }>();
  const kept: string[] = [];
  const refused: string[] = [];
  const all = [...pictures, ...files];
  for (const file of all.slice(0, MOST_FILES)) {
    const stored = await keepOne(userId, place, file, now);
    if (!stored) refused.push(cleanName(file.name));
    else if (pictures.includes(file) && file.contentId && stored.width && stored.height)
      shown.set(file.contentId, { attachmentId: stored.id, width: stored.width, height: stored.height });
    else kept.push(stored.id);
  }
  refused.push(...all.slice(MOST_FILES).map(({ name }) => cleanName(name)));
  const remarks =
    refused.length > 0
      ? [
          refused.length === 1
            ? `[Um anexo não foi aceito: ${refused[0]}]`
            : `[${refused.length} anexos não foram aceitos: ${refused.join(", ").slice(0, 1000)}]`,
        ]
      : [];
  return { pictures: shown, files: kept, remarks };
}

async function keepOne(userId: string, place: string, { name, bytes }: MailFile, now: Date) {
  const limit = env().UPLOAD_LIMIT_MB * 1024 * 1024;
  try {
    const upload = { place, fieldId: null, name, bytes: whole(bytes), limit };
    return await storeUpload({ userId }, upload, now, ALLOWANCE);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return null;
    throw error;
  }
}
