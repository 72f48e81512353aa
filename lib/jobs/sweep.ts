import "server-only";
import { isAway } from "@/db/away";
import { HOUR } from "../dates";
import { relay } from "../events/relay";
import { log } from "../log";
import { type DueDeadline, dueDeadlines, settleDeadline } from "../tickets/settle";

const BATCH = 200;
const AT_ONCE = 4;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = HOUR;

/** Deadlines that failed, and until when each is left alone. */
export class Pauses {
  private readonly failed = new Map<string, { pause: number; until: number }>();

  /** A deadline failed: it is left alone for twice as long as the last time. */
  add(id: string, now: Date): void {
    const pause = Math.min((this.failed.get(id)?.pause ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
    this.failed.set(id, { pause, until: now.getTime() + pause });
  }

  has(id: string, now: Date): boolean {
    return (this.failed.get(id)?.until ?? 0) > now.getTime();
  }

  end(id: string): void {
    this.failed.delete(id);
  }
}

export interface SweepOptions {
  /** Leaves to others what is over for less than this (milliseconds). */
  grace?: number;
  /** Settles no more than this many. */
  most?: number;
  pauses?: Pauses;
  signal?: AbortSignal;
}

/**
 * Settles every deadline that is over, the oldest first and a few tickets at once; one that fails is logged and does not
 * keep back the others. Returns how many were settled.
 */
export async function settleDue(when: Date | (() => Date), options: SweepOptions = {}): Promise<number> {
  // Asked anew for each: what a long run does happens when it does it, not when the run began.
  const clock = typeof when === "function" ? when : () => when;
  const { grace = 0, most = Number.POSITIVE_INFINITY, pauses = new Pauses(), signal } = options;
  const before = new Date(clock().getTime() - grace);
  let settled = 0;
  let after: DueDeadline | undefined;
  while (settled < most && !signal?.aborted) {
    const due = await dueDeadlines(before, Math.min(BATCH, most - settled), after);
    settled += await settleAll(
      due.filter(({ id }) => !pauses.has(id, clock())),
      clock,
      pauses,
    );
    if (due.length > 0) await relay();
    after = due.at(-1);
    if (due.length < BATCH) break;
  }
  return settled;
}

/** Those of one ticket after each other. */
async function settleAll(due: readonly DueDeadline[], clock: () => Date, pauses: Pauses): Promise<number> {
  const tickets = [...Map.groupBy(due, ({ ticketId }) => ticketId).values()];
  let settled = 0;
  async function work() {
    for (let next = tickets.shift(); next; next = tickets.shift()) {
      for (const deadline of next) if (await settleOne(deadline, clock(), pauses)) settled += 1;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return settled;
}

async function settleOne(deadline: DueDeadline, now: Date, pauses: Pauses): Promise<boolean> {
  try {
    const done = await settleDeadline(deadline, now);
    pauses.end(deadline.id);
    return done;
  } catch (error) {
    // Without its database nothing settles: that is for the caller, who tries again.
    if (isAway(error)) throw error;
    pauses.add(deadline.id, now);
    log.error({ err: error, deadline: deadline.id, kind: deadline.kind }, "a deadline does not settle");
    return false;
  }
}
