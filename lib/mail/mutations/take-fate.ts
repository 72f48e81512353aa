import { and, eq, isNull, or } from "drizzle-orm";
import { transact } from "@/db/index";
import { blockedAddresses, outbox, providerNotices } from "@/db/schema/mail";
import type { ProviderNotice } from "../webhook";

/** Keeps what a provider tells of a letter, once; what is certain is not made less so by a word that comes late. */
export function takeFate({ id, fate, providerId, block }: ProviderNotice, now: Date): Promise<void> {
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
