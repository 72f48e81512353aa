import { unavailable } from "./errors";

interface Waiting {
  admit: () => void;
  timer: ReturnType<typeof setTimeout>;
}

interface Limits {
  atOnce: number;
  /** How long one waits for a turn. */
  patienceMs: number;
  /** How long a turn lasts at most, so that one that is never given back is not lost. */
  longestMs: number;
}

/**
 * A queue with an end: so many at once, the others in the order they came, and whoever waited too long is asked to try
 * again. Without it a rush makes everybody wait for everybody.
 */
export class Turns {
  private running = 0;
  private readonly waiting = new Set<Waiting>();

  constructor(private readonly limits: Limits) {}

  /**
   * Waits for a turn; the returned function gives it back, and does so once however often it is called.
   * @throws AppError unavailable when the turn did not come in time
   */
  async take(): Promise<() => void> {
    if (this.running < this.limits.atOnce) this.running += 1;
    else await this.wait();
    let held = true;
    const giveBack = () => {
      clearTimeout(lease);
      if (held) this.next();
      held = false;
    };
    const lease = setTimeout(giveBack, this.limits.longestMs);
    lease.unref();
    return giveBack;
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(entry);
        reject(unavailable());
      }, this.limits.patienceMs);
      const entry: Waiting = { admit: resolve, timer };
      this.waiting.add(entry);
    });
  }

  private next(): void {
    const [first] = this.waiting;
    if (!first) {
      this.running -= 1;
      return;
    }
    this.waiting.delete(first);
    clearTimeout(first.timer);
    first.admit();
  }
}
