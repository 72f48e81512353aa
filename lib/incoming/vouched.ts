import type { Tx } from "@/db/index";
import { incomingEvents } from "@/db/schema/incoming";
import type { UserActor } from "../actor";
import { AppError } from "../errors";
import { decidedAlready } from "./decision";
import { readMessage } from "./message";
import { requireIncoming } from "./queries";
import { quotedIn } from "./quoted";
import { isHopeless, rawOf, TakenAway } from "./settle";

/** A message that still waits, taken apart. @throws AppError not_found, conflict, invalid when it cannot be read */
export async function openUp(actor: UserActor, id: string) {
  const row = await requireIncoming(actor, id);
  if (row.state !== "quarantined") throw decidedAlready();
  const raw = row.storageKey && !isHopeless(row) ? await rawOf(row) : null;
  const message = raw && (await readMessage(raw).catch(() => null));
  if (!raw || !message)
    throw new AppError("invalid", "Esta mensagem não pode ser lida, por isso não entra em um chamado.");
  return { row: { ...row, quoted: await quotedIn(raw, message) }, raw, message };
}

/** Says so where somebody else was faster. */
export async function unlessDecided<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof TakenAway ? decidedAlready() : error;
  }
}

/** The event of a message that somebody let through, in its transaction. */
export async function recordRelease(
  tx: Tx,
  actor: UserActor,
  incomingId: string,
  facts: { number: number },
  at: Date,
): Promise<void> {
  await tx.insert(incomingEvents).values({ incomingId, verb: "release", actorId: actor.userId, at, facts });
}
