import { and, inArray, lt, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { letterLinks, replyAddresses } from "@/db/schema/mail";
import { DAY } from "@/lib/dates";

/**
 * For so long after its end somebody may ask which letter's link was used, or revoked, and an answer that comes too late is
 * shown at its ticket. What was done through either stays in the ticket's events.
 */
const KEPT_DAYS = 180;
const BATCH = 500;

const endedBefore = (now: Date) => new Date(now.getTime() - KEPT_DAYS * DAY);

/** Removes links in letters that ended half a year ago; the letters stay, without their button. Returns how many. */
export async function sweepLinks(now: Date): Promise<number> {
  let swept = 0;
  for (;;) {
    const old = db
      .select({ id: letterLinks.id })
      .from(letterLinks)
      .where(lt(letterLinks.expiresAt, endedBefore(now)))
      .orderBy(letterLinks.expiresAt)
      .limit(BATCH)
      .for("update", { skipLocked: true });
    const gone = await db
      .delete(letterLinks)
      .where(inArray(letterLinks.id, old))
      .returning({ id: letterLinks.id });
    swept += gone.length;
    if (gone.length < BATCH) return swept;
  }
}

/**
 * Removes the addresses at which requesters could answer until half a year ago. Those of the team stay: by them an answer,
 * however late, is known for the team's, and nobody lets it through as the requester's. Returns how many.
 */
export async function sweepReplyAddresses(now: Date): Promise<number> {
  let swept = 0;
  for (;;) {
    const old = db
      .select({ id: replyAddresses.id })
      .from(replyAddresses)
      // In words: a value in its place would not find the index of those that end.
      .where(and(sql`${replyAddresses.voice} = 'requester'`, lt(replyAddresses.expiresAt, endedBefore(now))))
      .orderBy(replyAddresses.expiresAt)
      .limit(BATCH)
      .for("update", { skipLocked: true });
    const gone = await db
      .delete(replyAddresses)
      .where(inArray(replyAddresses.id, old))
      .returning({ id: replyAddresses.id });
    swept += gone.length;
    if (gone.length < BATCH) return swept;
  }
}
