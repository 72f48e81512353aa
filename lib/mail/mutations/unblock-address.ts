import { eq } from "drizzle-orm";
import { transact } from "@/db/index";
import { blockedAddresses, letterEvents } from "@/db/schema/mail";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { tooLate } from "@/lib/errors";

/**
 * Lets mail go to an address again, from the next letter on.
 * @throws AppError forbidden, conflict when it takes mail already
 */
export function unblockAddress(actor: UserActor, { address }: { address: string }, now: Date): Promise<void> {
  requireAdmin(actor);
  return transact(async (tx) => {
    const freed = await tx
      .delete(blockedAddresses)
      .where(eq(blockedAddresses.address, address))
      .returning({ address: blockedAddresses.address });
    if (freed.length === 0) throw tooLate("Este endereço já recebe e-mails.");
    await tx.insert(letterEvents).values({ verb: "unblock", actorId: actor.userId, at: now });
  });
}
