import { and, eq, sql } from "drizzle-orm";
import { transact } from "@/db/index";
import { letterEvents, outbox } from "@/db/schema/mail";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { tooLate } from "@/lib/errors";
import { isUndelivered } from "../undelivered";

/**
 * Puts a letter that did not go out, or did not arrive, back into the outbox.
 * @throws AppError forbidden, conflict when it is none of these (any more)
 */
export function sendAgain(actor: UserActor, { letterId }: { letterId: string }, now: Date): Promise<void> {
  requireAdmin(actor);
  return transact(async (tx) => {
    const again = await tx
      .update(outbox)
      .set({
        ...{ state: "waiting", attempts: 0, nextAttemptAt: now, unsureSince: null, failure: null },
        ...{ deliveredAt: null, providerId: null, fate: null, fateAt: null },
        // What a provider took it would not send once more; of what it may have, it still sends no second one.
        sending: sql`${outbox.sending} + (${outbox.state} = 'sent')::int`,
      })
      .where(and(eq(outbox.id, letterId), isUndelivered))
      .returning({ id: outbox.id });
    if (again.length === 0) throw tooLate("Esta mensagem já saiu ou já está na fila de novo.");
    await tx.insert(letterEvents).values({ letterId, verb: "send_again", actorId: actor.userId, at: now });
  });
}
