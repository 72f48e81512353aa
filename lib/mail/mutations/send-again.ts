import { and, eq, inArray } from "drizzle-orm";
import { transact } from "@/db/index";
import { letterEvents, outbox } from "@/db/schema/mail";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { tooLate } from "@/lib/errors";

/**
 * Puts a letter that was given up back into the outbox.
 * @throws AppError forbidden, conflict when it is not given up (any more)
 */
export function sendAgain(actor: UserActor, { letterId }: { letterId: string }, now: Date): Promise<void> {
  requireAdmin(actor);
  return transact(async (tx) => {
    const again = await tx
      .update(outbox)
      .set({ state: "waiting", attempts: 0, nextAttemptAt: now, unsureSince: null, failure: null })
      .where(and(eq(outbox.id, letterId), inArray(outbox.state, ["dead", "skipped"])))
      .returning({ id: outbox.id });
    if (again.length === 0) throw tooLate("Esta mensagem já saiu ou já está na fila de novo.");
    await tx.insert(letterEvents).values({ letterId, verb: "send_again", actorId: actor.userId, at: now });
  });
}
