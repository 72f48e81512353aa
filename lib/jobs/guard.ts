import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { log } from "../log";

/** Session-level lock of the one process, of all instances, whose clock runs ("guic"). */
export const CLOCK_LOCK = 0x67756963;

const TRY_AGAIN_MS = 5_000;

export interface GuardOptions {
  databaseUrl: string;
  /** Works while the lock is held, and ends with the signal. */
  work: (signal: AbortSignal) => Promise<void>;
  tryAgainMs?: number;
}

/**
 * Lets the work run in one process at a time, of however many instances: in whoever holds the lock, which the database
 * gives to another as soon as that process, or its connection, is gone. Returns what ends it.
 */
export function guardWork(options: GuardOptions): () => Promise<void> {
  const stop = new AbortController();
  const ended = guard(options, stop.signal);
  return async () => {
    stop.abort();
    await ended;
  };
}

async function guard(
  { databaseUrl, work, tryAgainMs = TRY_AGAIN_MS }: GuardOptions,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    try {
      await holdAndWork(databaseUrl, work, stop, tryAgainMs);
    } catch (error) {
      log.warn({ err: error }, "the clock has no database");
    }
    await pause(tryAgainMs, stop);
  }
}

/** On one connection: waits for the lock, and works until the connection is gone. */
async function holdAndWork(
  databaseUrl: string,
  work: GuardOptions["work"],
  stop: AbortSignal,
  tryAgainMs: number,
): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: "guiche-clock",
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
  });
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  const signal = AbortSignal.any([stop, lost.signal]);
  try {
    await client.connect();
    while (!(await tryLock(client))) {
      await pause(tryAgainMs, signal);
      if (signal.aborted) return;
    }
    await work(signal);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [
    CLOCK_LOCK,
  ]);
  return rows[0]?.held ?? false;
}

async function pause(time: number, signal: AbortSignal): Promise<void> {
  await delay(time, undefined, { signal, ref: false }).catch(() => undefined);
}
