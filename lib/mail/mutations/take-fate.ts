import { and, eq, inArray, isNull, lt, lte, or, type SQL } from "drizzle-orm";
import type { LetterFate } from "@/db/enums";
import { transact } from "@/db/index";
import { blockedAddresses, outbox, providerNotices } from "@/db/schema/mail";
import { unavailable } from "@/lib/errors";
import type { ProviderNotice } from "../webhook";

/** For so long a letter's id may still be on its way to us, and the provider is asked to tell again. */
const PATIENCE = 10 * 60_000;

/**
 * Keeps what a provider tells of a letter of ours, once; what is certain is not made less so by a word that comes late.
 * @throws AppError unavailable when the letter is not known yet: told again later, it is
 */
export function takeFate(notice: ProviderNotice, now: Date): Promise<void> {
  const { id, fate, providerId, wireId, failure, block, at } = notice;
  return transact(async (tx) => {
    const fresh = await tx
      .insert(providerNotices)
      .values({ id, at: now })
      .onConflictDoNothing()
      .returning({ id: providerNotices.id });
    if (fresh.length === 0 || !providerId || !(fate || wireId)) return;
    const [letter] = await tx
      .select({ to: outbox.toAddress })
      .from(outbox)
      .where(eq(outbox.providerId, providerId));
    if (!letter) {
      // Its Message-ID alone comes with each notice of it.
      if (fate && at !== null && now.getTime() - at.getTime() < PATIENCE) throw unavailable();
      // Others may send through the same account: what becomes of their letters is no concern of ours.
      return;
    }
    if (wireId) await tx.update(outbox).set({ wireId }).where(eq(outbox.providerId, providerId));
    if (!fate) return;
    const happened = at ?? now;
    await tx
      .update(outbox)
      .set({ fate, fateAt: happened, failure })
      .where(and(eq(outbox.providerId, providerId), isOpenTo(fate, happened)));
    if (!block) return;
    await tx
      .insert(blockedAddresses)
      .values({ address: letter.to.toLowerCase(), reason: block, since: now })
      .onConflictDoNothing();
  });
}

/** Whether what was known of a letter leaves room for this: notices do not come in the order of what they tell. */
function isOpenTo(fate: LetterFate, at: Date): SQL | undefined {
  if (fate === "complained") return undefined;
  const unknown = isNull(outbox.fate);
  if (fate === "delayed") return unknown;
  const underway = or(unknown, eq(outbox.fate, "delayed"));
  const cameBack = inArray(outbox.fate, ["bounced", "failed", "suppressed"]);
  return fate === "delivered"
    ? or(underway, and(cameBack, lt(outbox.fateAt, at)))
    : or(underway, cameBack, and(eq(outbox.fate, "delivered"), lte(outbox.fateAt, at)));
}
