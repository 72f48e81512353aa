import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { registerEvery } from "../fault";
import { log } from "../log";

/** An Inngest that was started anew and knows of nothing learns of the functions by then. */
const EVERY_MS = 5 * 60_000;
/** One that was not reached is asked again after this; the first failure alone is worth a word. */
const AGAIN_MS = 15_000;
/** Whoever takes longer was not reached. */
const ANSWER_MS = 30_000;

export interface AnnounceOptions {
  signal: AbortSignal;
  everyMs?: number;
  againMs?: number;
  answerMs?: number;
}

/** Registers again and again until the signal, whatever becomes of it. */
export async function announce(
  register: () => Promise<void>,
  { signal, everyMs = registerEvery(EVERY_MS), againMs = AGAIN_MS, answerMs = ANSWER_MS }: AnnounceOptions,
): Promise<void> {
  let known = true;
  while (!signal.aborted) {
    try {
      await within(answerMs, register(), signal);
      known = true;
    } catch (error) {
      if (known && !signal.aborted) log.warn({ err: error }, "Inngest was not told of the functions");
      known = false;
    }
    await delay(known ? everyMs : Math.min(againMs, everyMs), undefined, { signal, ref: false }).catch(
      () => undefined,
    );
  }
}

/** Nobody waits any longer for it, and what it then says is not heard. */
async function within(time: number, work: Promise<void>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const silence = delay(time, undefined, { signal: AbortSignal.any([signal, over.signal]), ref: false });
  try {
    await Promise.race([
      work,
      silence.then(() => {
        throw new Error("silence");
      }),
    ]);
  } finally {
    over.abort();
    work.catch(() => undefined);
  }
}
