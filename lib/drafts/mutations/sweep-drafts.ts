import "server-only";
import { inArray, lt } from "drizzle-orm";
import { db } from "@/db/index";
import { drafts } from "@/db/schema/catalog";
import { DAY } from "@/lib/dates";

const KEPT_DAYS = 90;
const BATCH = 500;

/** Removes drafts nobody touched for 90 days; their files follow with the sweep of files. Returns how many. */
export async function sweepDrafts(now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY);
  let swept = 0;
  for (;;) {
    const old = db
      .select({ id: drafts.id })
      .from(drafts)
      .where(lt(drafts.updatedAt, before))
      .orderBy(drafts.updatedAt)
      .limit(BATCH)
      .for("update", { skipLocked: true });
    const gone = await db.delete(drafts).where(inArray(drafts.id, old)).returning({ id: drafts.id });
    swept += gone.length;
    if (gone.length < BATCH) return swept;
  }
}
