import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { openConnection } from "@/db/index";
import journal from "@/db/migrations/meta/_journal.json";
import { log } from "../log";
import { storage } from "../storage/place";

const PATIENCE_MS = 2_000;
/** Whoever asks more often is told what was found last. */
const KEPT_MS = 1_000;
const NEWEST_MIGRATION = Math.max(...journal.entries.map(({ when }) => when));

const holder = globalThis as typeof globalThis & { guicheLeaving?: boolean };

let last: { at: number; found: Promise<boolean> } | undefined;
let told = true;

/** Whether people may be sent here: the database and the storage answer, the tables are those of this version, and the server is not about to stop. */
export async function isReady(): Promise<boolean> {
  // Set by scripts/start.mjs when it is asked to end.
  if (holder.guicheLeaving) return false;
  if (!last || Date.now() - last.at > KEPT_MS) last = { at: Date.now(), found: look() };
  return last.found;
}

async function look(): Promise<boolean> {
  const [database, files] = await Promise.all([
    outcomeOf(tablesAreCurrent),
    outcomeOf(() => storage().check()),
  ]);
  const ready = database === undefined && files === undefined;
  if (ready !== told) {
    if (ready) log.info("ready again");
    else log.warn({ database, storage: files }, "not ready");
    told = ready;
  }
  return ready;
}

/** Asked over a connection of its own: a pool that is busy is no reason to send people elsewhere. */
async function tablesAreCurrent(): Promise<void> {
  const client = await openConnection("guiche-health");
  client.on("error", () => {});
  try {
    const { rows } = await client.query<{ newest: string | null }>(
      "select max(created_at)::text as newest from drizzle.__drizzle_migrations",
    );
    if (Number(rows[0]?.newest ?? 0) < NEWEST_MIGRATION) throw new Error("migrations are missing");
  } finally {
    void client.end().catch(() => {});
  }
}

/** What is wrong, or undefined. */
async function outcomeOf(work: () => Promise<void>): Promise<string | undefined> {
  const outcome = work().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : "failed"),
  );
  return Promise.race([outcome, delay(PATIENCE_MS, "no answer")]);
}
