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
/** What a mail server still has to say is waited for so long, when this ends. */
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
 * each hour. Where it fails it goes on; what it was doing is still there to be done.
 */
export async function runJobs({ signal, now = () => new Date(), grace = 0 }: LoopOptions): Promise<void> {
  const pauses = new Pauses();
  const seldom = [
    { every: MINUTE, next: 0, work: () => relay() },
    { every: HOUR, next: now().getTime() + MINUTE, work: () => keepHouse(now()) },
  ];
  // By itself: a mail server may take minutes to answer, and nothing else waits for it.
  const letters = repeat(signal, () => deliverMail(now, { grace, signal }));
  await repeat(signal, async () => {
    await settleDue(now, { grace, pauses, signal });
    await processMail(now, { grace, signal });
    for (const job of seldom) {
      if (signal.aborted || now().getTime() < job.next) continue;
      job.next = now().getTime() + job.every;
      await job.work();
    }
  });
  await Promise.race([letters, delay(LAST_WORD_MS, undefined, { ref: false })]);
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
