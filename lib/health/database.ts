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

interface Watch {
  asking: Promise<boolean> | null;
  failedAt: number;
}

const holder = globalThis as typeof globalThis & { guicheWatch?: Watch };

// On globalThis, because proxy, pages and the short way to them are bundled apart: who asks after another learns at
// once what that one waited for.
holder.guicheWatch ??= { asking: null, failedAt: Number.NEGATIVE_INFINITY };
const watch = holder.guicheWatch;

/** Whether pages can be made now. Asks only when nothing was heard of the database for a second, once for everybody. */
export async function databaseIsThere(): Promise<boolean> {
  const now = Date.now();
  if (now - pulse.answeredAt < FRESH_MS) return true;
  if (now - watch.failedAt < FRESH_MS) return false;
  watch.asking ??= databaseAnswers().finally(() => {
    watch.asking = null;
  });
  const there = await watch.asking;
  if (!there) watch.failedAt = Date.now();
  return there;
}
