import { setTimeout as delay } from "node:timers/promises";
import { pool, pulse } from "@/db";
import { log } from "@/lib/log";

const PATIENCE_MS = 2_000;
/** An answer this old still counts. */
const FRESH_MS = 1_000;

/** Whether the database answers a trivial question within two seconds. */
export async function databaseAnswers(): Promise<boolean> {
  const answer = pool.query("select 1").then(
    () => true,
    (error: unknown) => {
      log.error({ err: error }, "database does not answer");
      return false;
    },
  );
  return Promise.race([answer, delay(PATIENCE_MS, false)]);
}

let asking: Promise<boolean> | null = null;
let failedAt = Number.NEGATIVE_INFINITY;

/** Whether pages can be made now. Asks only when nothing was heard of the database for a second, once for everybody. */
export async function databaseIsThere(): Promise<boolean> {
  const now = Date.now();
  if (now - pulse.answeredAt < FRESH_MS) return true;
  if (now - failedAt < FRESH_MS) return false;
  asking ??= databaseAnswers().finally(() => {
    asking = null;
  });
  const there = await asking;
  if (!there) failedAt = Date.now();
  return there;
}
