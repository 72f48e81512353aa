import "server-only";
import type { Tx } from "@/db/index";
import { actorWithoutSession } from "../accounts/queries";
import type { GuestActor } from "../actor";
import { notAllowed } from "../errors";
import type { Via } from "../tickets/change";
import { addFollowUp } from "../tickets/mutations/add-follow-up";
import { addNote } from "../tickets/mutations/add-note";
import { addReply } from "../tickets/mutations/add-reply";
import { askIfSolved, mayAskIfSolved } from "./answer";
import { bodyOf, cutOf, writtenIn } from "./body";
import { keepFiles } from "./files";
import { answeredAt, type FoundReply, leadOn } from "./known";
import { type MailMessage, marksOf } from "./message";
import { mayBeAnswered } from "./rules";
import { keepOriginal, type SeenRow, settle } from "./settle";

/** Somebody's words on the way to a ticket. */
export interface Speaker {
  voice: FoundReply["voice"];
  userId: string;
  ticketId: string;
}

/** What is written of a message once it may be. */
export interface Posting {
  row: SeenRow;
  raw: Buffer;
  message: MailMessage;
  via: Via;
  /** Who decided it, if somebody had to. */
  decidedBy: string | null;
  /** Looking into files takes minutes at worst: what is said is dated when that is done. */
  clock: () => Date;
}

/**
 * Says on a ticket what a message says, as whom it comes from: files first, then words, original and outcome together.
 * `run` begins the transaction.
 * @throws AppError as the verb does
 */
export async function postMail(
  { row, raw, message, via, decidedBy, clock }: Posting,
  speaker: Speaker,
  run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<string> {
  const target = await leadOn(speaker.ticketId);
  if (!target) throw notAllowed();
  // Merged into somebody else's: their matter is not this person's.
  if (speaker.voice === "requester" && target.requesterId !== speaker.userId) throw notAllowed();
  const written = writtenIn(message);
  const begun = clock();
  const kept = await keepFiles(row.id, speaker.userId, written, begun);
  const body = bodyOf(written.lines, kept.pictures, kept.remarks);
  // Whoever lets a message through has not read in its sender's place.
  const letterAt = via.releasedBy
    ? undefined
    : ((await answeredAt(message.references, speaker.userId)) ?? row.receivedAt);
  const said = { id: target.id, body, files: kept.files, via: { ...via, ...cutOf(written) }, letterAt };
  const asks =
    speaker.voice === "requester" &&
    mayBeAnswered(marksOf(message)) &&
    (await mayAskIfSolved(target.id, begun));
  return run(async (tx) => {
    const now = clock();
    const { messageId } = await speak(tx, speaker, said, now);
    const ticketId = target.id;
    await settle(
      tx,
      row,
      { state: "posted", ticketId, messageId },
      { departmentId: target.departmentId, decidedBy },
      now,
    );
    await keepOriginal(tx, row, { ticketId, messageId }, raw, now);
    if (asks) await askIfSolved(tx, { messageId, otherSender: via.otherSender === true }, now);
    return ticketId;
  });
}

async function speak(
  tx: Tx,
  { voice, userId }: Speaker,
  said: Parameters<typeof addReply>[1] & { id: string },
  now: Date,
) {
  if (voice === "requester") {
    const actor: GuestActor = { kind: "guest", ticketId: said.id, userId };
    return addReply(actor, said, now, tx);
  }
  const actor = await actorWithoutSession(userId, now);
  if (!actor) throw notAllowed();
  return voice === "staff" ? addFollowUp(actor, said, now, tx) : addNote(actor, said, now, tx);
}
