import { and, eq, isNull, or } from "drizzle-orm";
import { transact } from "@/db/index";
import { blockedAddresses, outbox, providerNotices } from "@/db/schema/mail";
import { unavailable } from "@/lib/errors";
import type { ProviderNotice } from "../webhook";

/** For so long a letter's id may still be on its way to us, and the provider is asked to tell again. */
const PATIENCE = 10 * 60_000;

/**
 * Keeps what a provider tells of a letter, once; what is certain is not made less so by a word that comes late.
 * @throws AppError unavailable when the letter is not known yet: told again later, it is
 */
export function takeFate({ id, fate, providerId, block, at }: ProviderNotice, now: Date): Promise<void> {
  return transact(async (tx) => {
    const fresh = await tx
      .insert(providerNotices)
      .values({ id, at: now })
      .onConflictDoNothing()
      .returning({ id: providerNotices.id });
    if (fresh.length === 0) return;
    if (fate && providerId) {
      const open =
        fate === "delayed"
          ? isNull(outbox.fate)
          : fate === "delivered"
            ? or(isNull(outbox.fate), eq(outbox.fate, "delayed"))
            : undefined;
      const young = at !== null && now.getTime() - at.getTime() < PATIENCE;
      const known = await tx.select({ id: outbox.id }).from(outbox).where(eq(outbox.providerId, providerId));
      if (known.length === 0 && young) throw unavailable();
      await tx
        .update(outbox)
        .set({ fate, fateAt: now })
        .where(and(eq(outbox.providerId, providerId), open));
    }
    for (const address of block?.addresses ?? []) {
      await tx
        .insert(blockedAddresses)
        .values({ address, reason: block?.reason ?? "bounced", since: now })
        .onConflictDoNothing();
    }
  });
}
