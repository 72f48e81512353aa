import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { type Actor, accountOf } from "../actor";
import { invalid } from "../errors";

interface Claim {
  ticketId: string;
  messageId: string;
  /** Files beside the text. */
  files: readonly string[];
  /** Images inside the text. */
  inline: readonly string[];
  internal: boolean;
  /** They came from somebody else than the actor: no account is their sender's. */
  otherSender?: boolean;
  now: Date;
}

/**
 * Binds uploaded files to a message, in the verb's transaction. Only the uploader's own, unclaimed files count;
 * if one is missing, nothing is written.
 * @throws AppError invalid
 */
export async function claimFiles(tx: Tx, actor: Actor, claim: Claim): Promise<void> {
  await claimSome(tx, actor, claim, new Set(claim.inline), true);
  const beside = new Set(claim.files.filter((id) => !claim.inline.includes(id)));
  await claimSome(tx, actor, claim, beside, false);
}

async function claimSome(tx: Tx, actor: Actor, claim: Claim, ids: ReadonlySet<string>, inline: boolean) {
  if (ids.size === 0) return;
  const uploader = accountOf(actor);
  const claimed = uploader
    ? await tx
        .update(attachments)
        .set({
          ticketId: claim.ticketId,
          messageId: claim.messageId,
          claimedAt: claim.now,
          internal: claim.internal,
          inline,
          ...(claim.otherSender ? { uploaderId: null } : {}),
        })
        .where(
          and(
            inArray(attachments.id, [...ids]),
            eq(attachments.uploaderId, uploader),
            isNull(attachments.claimedAt),
          ),
        )
        .returning({ id: attachments.id })
    : [];
  if (claimed.length !== ids.size) {
    throw invalid({ files: "Um dos arquivos não está mais disponível. Remova-o e envie de novo." });
  }
}
