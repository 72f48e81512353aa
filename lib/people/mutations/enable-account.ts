import { and, eq, isNotNull } from "drizzle-orm";
import { transact } from "@/db/index";
import { accountEvents, users } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { tooLate } from "@/lib/errors";

/**
 * Opens a disabled account again; the person logs in as before.
 * @throws AppError forbidden, conflict when it was not disabled
 */
export async function enableAccount(actor: UserActor, input: { userId: string }, now: Date): Promise<void> {
  requireAdmin(actor);
  await transact(async (tx) => {
    const enabled = await tx
      .update(users)
      .set({ disabledAt: null })
      .where(and(eq(users.id, input.userId), isNotNull(users.disabledAt)))
      .returning({ id: users.id });
    if (enabled.length === 0) throw tooLate("Esta conta já estava ativa.");
    await tx
      .insert(accountEvents)
      .values({ userId: input.userId, verb: "enable", actorId: actor.userId, at: now });
  });
}
