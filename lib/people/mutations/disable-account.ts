import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { transact } from "@/db/index";
import { accountEvents, sessions, users } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { noAdmin, requireAdmin } from "@/lib/administration";
import { AppError, tooLate } from "@/lib/errors";
import { releaseTickets } from "@/lib/tickets/mutations/release-tickets";

/**
 * Closes an account: every session of it ends at the next click, no new one begins, and its tickets look for
 * somebody else.
 * @throws AppError forbidden, invalid for one's own account, conflict when it was disabled already
 */
export async function disableAccount(actor: UserActor, input: { userId: string }, now: Date): Promise<void> {
  requireAdmin(actor);
  if (input.userId === actor.userId) {
    throw new AppError(
      "invalid",
      "Você não pode desativar a própria conta. Peça a outra pessoa da administração.",
    );
  }
  await transact(async (tx) => {
    // Two administrators who close each other's account at once: the second waits here, and is one no more.
    const held = await tx
      .select({ id: users.id, admin: users.admin, disabledAt: users.disabledAt })
      .from(users)
      .where(inArray(users.id, [actor.userId, input.userId]))
      .orderBy(asc(users.id))
      .for("update");
    if (!held.some(({ id, admin, disabledAt }) => id === actor.userId && admin && !disabledAt))
      throw noAdmin();
    const disabled = await tx
      .update(users)
      .set({ disabledAt: now })
      .where(and(eq(users.id, input.userId), isNull(users.disabledAt)))
      .returning({ id: users.id });
    if (disabled.length === 0) throw tooLate("Esta conta já estava desativada.");
    await tx
      .update(sessions)
      .set({ revokedAt: now })
      .where(and(eq(sessions.userId, input.userId), isNull(sessions.revokedAt)));
    await tx
      .insert(accountEvents)
      .values({ userId: input.userId, verb: "disable", actorId: actor.userId, at: now });
    await releaseTickets(tx, actor.userId, input.userId, now);
  });
}
