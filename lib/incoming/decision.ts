import { and, eq, isNull } from "drizzle-orm";
import type { INCOMING_VERBS, IncomingState } from "@/db/enums";
import { type Tx, transact } from "@/db/index";
import { incomingEvents, incomingMail } from "@/db/schema/incoming";
import type { UserActor } from "../actor";
import { tooLate } from "../errors";
import { requireIncoming } from "./queries";

export const decidedAlready = () => tooLate("Outra pessoa já decidiu sobre esta mensagem.");

interface Step {
  id: string;
  verb: (typeof INCOMING_VERBS)[number];
  /** As it must still stand. */
  from: IncomingState;
  change: Partial<typeof incomingMail.$inferInsert>;
  check?: (tx: Tx) => Promise<void>;
}

/**
 * Somebody's decision on a message that says nothing on a ticket, with its event, which keeps why it was there until then.
 * @throws AppError not_found, conflict
 */
export async function decideByHand(
  actor: UserActor,
  { id, verb, from, change, check }: Step,
  now: Date,
): Promise<void> {
  await transact(async (tx) => {
    const { departmentId, reason } = await requireIncoming(actor, id, tx);
    await check?.(tx);
    const done = await tx
      .update(incomingMail)
      .set(change)
      .where(
        and(
          eq(incomingMail.id, id),
          eq(incomingMail.state, from),
          departmentId ? eq(incomingMail.departmentId, departmentId) : isNull(incomingMail.departmentId),
        ),
      )
      .returning({ id: incomingMail.id });
    if (done.length === 0) throw decidedAlready();
    await tx
      .insert(incomingEvents)
      .values({ incomingId: id, verb, actorId: actor.userId, at: now, facts: { reason } });
  });
}
