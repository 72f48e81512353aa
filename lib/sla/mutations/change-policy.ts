import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import { PRIORITIES, TARGET_KINDS } from "@/db/enums";
import { transact } from "@/db/index";
import { serviceEvents, services, serviceTargets } from "@/db/schema/catalog";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { AppError, tooLate } from "@/lib/errors";
import { policyOf } from "../queries";
import type { PolicyChange } from "../schema";

/**
 * Puts what a service promises in place of what it promised, which its event keeps. It holds for what begins from now on:
 * tickets keep what they were promised.
 * @throws AppError forbidden, not_found, conflict when somebody changed it meanwhile
 */
export async function changePolicy(
  actor: UserActor,
  { serviceId, revision, terms, ...days }: PolicyChange,
  now: Date,
): Promise<{ revision: number }> {
  requireAdmin(actor);
  const targets = rowsOf({ serviceId, terms });
  return transact(async (tx) => {
    const [held] = await tx.select().from(services).where(eq(services.id, serviceId)).for("update");
    if (!held) throw new AppError("not_found", "Não encontramos este serviço.");
    const before = await policyOf(tx, held);
    if (held.policyRevision !== revision) {
      // Sent again because the answer was lost.
      const { revision: standing, ...kept } = before;
      if (isDeepStrictEqual({ ...kept, terms: rowsOf(kept) }, { ...days, serviceId, terms: targets }))
        return { revision: standing };
      throw tooLate("Outra pessoa mudou os prazos deste serviço enquanto você editava.");
    }
    await tx.delete(serviceTargets).where(eq(serviceTargets.serviceId, serviceId));
    if (targets.length > 0) await tx.insert(serviceTargets).values(targets);
    await tx
      .update(services)
      .set({ ...days, policyRevision: revision + 1 })
      .where(eq(services.id, serviceId));
    await tx
      .insert(serviceEvents)
      .values({ serviceId, verb: "change_policy", actorId: actor.userId, at: now, facts: { before } });
    return { revision: revision + 1 };
  });
}

/** One row for each term that there is. */
function rowsOf({ serviceId, terms }: Pick<PolicyChange, "serviceId" | "terms">) {
  return PRIORITIES.flatMap((priority) =>
    TARGET_KINDS.flatMap((kind) => {
      const { amount, unit } = terms[priority][kind];
      return amount === null ? [] : [{ serviceId, kind, priority, amount, unit }];
    }),
  );
}
