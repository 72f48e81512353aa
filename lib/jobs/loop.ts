import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { HOUR } from "../dates";
import { relay } from "../events/relay";
import { processMail } from "../incoming/process";
import { log } from "../log";
import { deliverMail } from "../mail/deliver";
import { keepHouse } from "./housekeeping";
import { Pauses, settleDue } from "./sweep";

const TICK_MS = 1_000;
const MINUTE = 60_000;
const AFTER_FAILURE_MS = 5_000;
/** What others still have to say is waited for so long, when this ends. */
const LAST_WORD_MS = 1_000;

export interface LoopOptions {
  signal: AbortSignal;
  /** What time it is. */
  now?: () => Date;
  /** Leaves to another clock what is over for less than this (milliseconds). */
  grace?: number;
}

/**
 * Does what falls due, until the signal: deadlines and mail each second, what a crash left to be told each minute, housekeeping
 * each hour. Where it fails it goes on; what it was doing is still there to be done. What leans on others, a mail server or a
 * bucket, may take minutes: it happens beside the rest, and nothing waits for it.
 */
export async function runJobs({ signal, now = () => new Date(), grace = 0 }: LoopOptions): Promise<void> {
  const pauses = new Pauses();
  const begun = now().getTime();
  const tellAgain = seldom(now, { every: MINUTE, first: begun }, () => relay());
  const beside = [
    repeat(signal, () => deliverMail(now, { grace, signal })),
    repeat(signal, () => processMail(now, { grace, signal })),
    repeat(
      signal,
      seldom(now, { every: HOUR, first: begun + MINUTE }, () => keepHouse(now())),
    ),
  ];
  await repeat(signal, async () => {
    await settleDue(now, { grace, pauses, signal });
    if (!signal.aborted) await tellAgain();
  });
  await Promise.race([Promise.all(beside), delay(LAST_WORD_MS, undefined, { ref: false })]);
}

/** Does nothing until its time comes, and then again once in a while (milliseconds). */
function seldom(
  now: () => Date,
  { every, first }: { every: number; first: number },
  work: () => Promise<void>,
): () => Promise<void> {
  let next = first;
  return async () => {
    if (now().getTime() < next) return;
    next = now().getTime() + every;
    await work();
  };
}

/** Each second, or after a while where it failed. */
async function repeat(signal: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted) {
    let pause = TICK_MS;
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, "the clock stumbled");
      pause = AFTER_FAILURE_MS;
    }
    await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
