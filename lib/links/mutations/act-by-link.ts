import { eq } from "drizzle-orm";
import type { LinkPurpose } from "@/db/enums";
import { db } from "@/db/index";
import { letterLinks } from "@/db/schema/mail";
import { keepPace } from "@/lib/accounts/pace";
import { AppError } from "@/lib/errors";
import { type FoundLink, findLink } from "../queries";

/**
 * Does what a letter's link is for, as its holder, on the one matter it was made for: the verb refuses where another has
 * taken that one's place.
 * @throws AppError not_found for a link that leads nowhere, and what the verb throws
 */
export async function actByLink<T>(
  token: string,
  purposes: readonly LinkPurpose[],
  now: Date,
  verb: (link: FoundLink) => Promise<T>,
): Promise<T> {
  const link = await findLink(token, now);
  if (!link || !purposes.includes(link.purpose))
    throw new AppError("not_found", "Este link não vale mais. Entre no portal para continuar.");
  await keepPace(link.actor.userId, "act", now);
  const outcome = await verb(link);
  await db.update(letterLinks).set({ usedAt: now }).where(eq(letterLinks.id, link.id));
  return outcome;
}
