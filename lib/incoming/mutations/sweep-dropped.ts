import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { DAY } from "@/lib/dates";
import { storage } from "../../storage/place";

const KEPT_DAYS = 30;
const WAITED_DAYS = 90;
const BATCH = 100;

/** Puts messages of machines away that nobody decided on for three months; what people wrote waits on. Returns how many. */
export async function putAwayUnattended(now: Date): Promise<number> {
  const before = new Date(now.getTime() - WAITED_DAYS * DAY);
  const { rowCount } = await db
    .update(incomingMail)
    .set({ state: "dropped", reason: "unattended", decidedAt: now })
    .where(
      and(
        sql`${incomingMail.state} = 'quarantined'`,
        eq(incomingMail.reason, "automatic"),
        lt(incomingMail.receivedAt, before),
      ),
    );
  return rowCount ?? 0;
}

/** Removes messages that were put away a month ago, with their bytes. Returns how many. */
export async function sweepDropped(now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY);
  let swept = 0;
  for (;;) {
    const old = db
      .select({ id: incomingMail.id })
      .from(incomingMail)
      .where(and(sql`${incomingMail.state} = 'dropped'`, lt(incomingMail.decidedAt, before)))
      .limit(BATCH)
      .for("update", { skipLocked: true });
    const gone = await db
      .delete(incomingMail)
      .where(inArray(incomingMail.id, old))
      .returning({ key: incomingMail.storageKey });
    // What cannot be removed now belongs to no row any more, and is found by the sweep of the storage.
    for (const { key } of gone)
      if (key)
        await storage()
          .remove(key)
          .catch(() => undefined);
    swept += gone.length;
    if (gone.length < BATCH) return swept;
  }
}
