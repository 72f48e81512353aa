import { eq } from "drizzle-orm";
import type { LinkPurpose } from "@/db/enums";
import { db } from "@/db/index";
import { letterLinks } from "@/db/schema/mail";
import { keepPace } from "@/lib/accounts/pace";
import { AppError } from "@/lib/errors";
import { ENDED_WORDS, endingWords } from "../labels";
import { endedLink, type FoundLink, findLink, viewLink } from "../queries";

const NOWHERE = "Este link não vale mais. Entre no portal para continuar.";

/**
 * Does what a letter's link is for, as its holder, on the one matter it was made for: the verb refuses where another has
 * taken that one's place. Where it is over, its holder, who may have done it, hears what became of it.
 * @throws AppError not_found for a link that leads nowhere, wrong_state where it is over, and what the verb throws
 */
export async function actByLink<T>(
  token: string,
  purposes: readonly LinkPurpose[],
  now: Date,
  verb: (link: FoundLink) => Promise<T>,
): Promise<T> {
  const link = await findLink(token, now);
  if (!link || !purposes.includes(link.purpose)) {
    const why = link ? null : await endedLink(token, now);
    throw new AppError("not_found", why ? ENDED_WORDS[why] : NOWHERE);
  }
  await keepPace(link.actor.userId, "act", now);
  const outcome = await verb(link).catch(async (error: unknown) => {
    const late = error instanceof AppError && (error.code === "conflict" || error.code === "wrong_state");
    const words = late ? await overWords(token, purposes, now) : null;
    throw words ? new AppError("wrong_state", words) : error;
  });
  await db.update(letterLinks).set({ usedAt: now }).where(eq(letterLinks.id, link.id));
  return outcome;
}

/** What became of what the link was about, or null: it still is to be done. */
async function overWords(token: string, purposes: readonly LinkPurpose[], now: Date): Promise<string | null> {
  const view = await viewLink(token, now);
  if (!view) return null;
  // A solution still waits when more time was asked for it, and then no more can be until the next notice.
  const restarted = purposes.includes("still_needed") && view.open && !view.dueAt && view.until;
  const ending = restarted ? { why: "restarted" as const, at: restarted, own: true } : view.ending;
  return ending && endingWords(ending, view.timeZone);
}
