import { and, inArray, lt, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { DAY } from "@/lib/dates";
import { storage } from "../../storage/place";

const KEPT_DAYS = 30;
const BATCH = 100;

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
