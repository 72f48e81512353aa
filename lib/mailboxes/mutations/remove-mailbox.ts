import { and, eq, isNull } from "drizzle-orm";
import { transact } from "@/db/index";
import { mailboxEvents, mailboxes } from "@/db/schema/incoming";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { tooLate } from "@/lib/errors";

/** Takes an address out of use; what came by it stays. @throws AppError forbidden, conflict when it was removed already */
export async function removeMailbox(actor: UserActor, { id }: { id: string }, now: Date): Promise<void> {
  requireAdmin(actor);
  await transact(async (tx) => {
    const [removed] = await tx
      .update(mailboxes)
      .set({ removedAt: now })
      .where(and(eq(mailboxes.id, id), isNull(mailboxes.removedAt)))
      .returning({ address: mailboxes.address });
    if (!removed) throw tooLate("Este endereço já não está na lista.");
    await tx
      .insert(mailboxEvents)
      .values({ mailboxId: id, verb: "remove", actorId: actor.userId, at: now, facts: removed });
  });
}
