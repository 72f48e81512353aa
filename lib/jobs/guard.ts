import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { log } from "../log";

/** Session-level lock of the one process, of all instances, whose clock runs ("guic"). */
export const CLOCK_LOCK = 0x67756963;

const TRY_AGAIN_MS = 5_000;
/** So often the holder asks whether its connection is still there, and so long it waits for the answer. */
const BEAT_MS = 2_000;
const ANSWER_MS = 5_000;
const GOODBYE_MS = 1_000;
/** A question, its answer, a pause and a question without one: for no longer does the holder work on alone. */
export const NOTICED_MS = ANSWER_MS + BEAT_MS + ANSWER_MS;

/**
 * What the server thinks of a connection from which it hears nothing (seconds, and milliseconds for the last): it lets go 20
 * to 25 seconds after the last word, well after the holder stopped. Over a socket of one machine they say nothing.
 */
export const SILENCE = {
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 20_000,
} as const;

export interface GuardOptions {
  databaseUrl: string;
  /** Works while the lock is held, and ends with the signal. */
  work: (signal: AbortSignal) => Promise<void>;
  tryAgainMs?: number;
  beatMs?: number;
  answerMs?: number;
}

/**
 * Lets the work run in one process at a time, of however many instances: in whoever holds the lock, which the database
 * gives to another as soon as that process, or its connection, is gone; where nobody says so, half a minute after its last
 * word. Returns what ends it.
 */
export function guardWork(options: GuardOptions): () => Promise<void> {
  const stop = new AbortController();
  const ended = guard(options, stop.signal);
  return async () => {
    stop.abort();
    await ended;
  };
}

async function guard(options: GuardOptions, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await holdAndWork(options, stop);
    } catch (error) {
      log.warn({ err: error }, "the clock has no database");
    }
    await pause(options.tryAgainMs ?? TRY_AGAIN_MS, stop);
  }
}

/** On one connection: waits for the lock, and works until the connection is gone. */
async function holdAndWork(
  { databaseUrl, work, tryAgainMs = TRY_AGAIN_MS, beatMs = BEAT_MS, answerMs = ANSWER_MS }: GuardOptions,
  stop: AbortSignal,
): Promise<void> {
  const client = clockClient(databaseUrl, answerMs);
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  const signal = AbortSignal.any([stop, lost.signal]);
  try {
    await connect(client);
    while (!(await tryLock(client))) {
      await pause(tryAgainMs, signal);
      if (signal.aborted) return;
    }
    const beating = beat(client, beatMs, signal).catch((error: unknown) => {
      log.warn({ err: error }, "the clock hears nothing from its database");
      lost.abort();
    });
    await work(signal).finally(() => lost.abort());
    await beating;
  } finally {
    await hangUp(client);
  }
}

/** A connection whose questions fail when they are not answered in time. */
export function clockClient(databaseUrl: string, answerMs = ANSWER_MS): Client {
  return new Client({
    connectionString: databaseUrl,
    application_name: "guiche-clock",
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
    keepAlive: true,
  });
}

/** Connects, and has the server notice when nobody is there any more. */
export async function connect(client: Client): Promise<void> {
  await client.connect();
  for (const [name, value] of Object.entries(SILENCE))
    await client.query("select set_config($1, $2, false)", [name, String(value)]);
}

/** Asks again and again, until the signal. Fails as soon as it is not answered. */
async function beat(client: Client, beatMs: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    await pause(beatMs, signal);
    if (signal.aborted) return;
    await client.query("select 1");
  }
}

/** Says goodbye, and waits for no answer from where none may come. */
async function hangUp(client: Client): Promise<void> {
  const gone = client.end().catch(() => undefined);
  await Promise.race([gone, delay(GOODBYE_MS, undefined, { ref: false })]);
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
