import { inArray, lt } from "drizzle-orm";
import { db } from "@/db/index";
import { providerNotices } from "@/db/schema/mail";
import { DAY } from "@/lib/dates";

/** Resend tells again what was not taken for a day or two, and for some weeks by hand. */
const KEPT_DAYS = 60;
const BATCH = 500;

/** Forgets which notices a provider told, once it tells them no more. Returns how many. */
export async function sweepTold(now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY);
  let swept = 0;
  for (;;) {
    const old = db
      .select({ id: providerNotices.id })
      .from(providerNotices)
      .where(lt(providerNotices.at, before))
      .orderBy(providerNotices.at)
      .limit(BATCH)
      .for("update", { skipLocked: true });
    const gone = await db
      .delete(providerNotices)
      .where(inArray(providerNotices.id, old))
      .returning({ id: providerNotices.id });
    swept += gone.length;
    if (gone.length < BATCH) return swept;
  }
}
