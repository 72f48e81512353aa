import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { db } from "@/db/index";

/** Until somebody waits for a row that another holds. */
export async function waitForLock(): Promise<void> {
  const waiting = sql`
    select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`;
  await expect
    .poll(async () => (await db.execute(waiting)).rows.length, { timeout: 10_000 })
    .toBeGreaterThan(0);
}
