import "server-only";
import { v7 } from "uuid";
import type { UserActor } from "../actor";
import type { LiveEvent } from "../events/relay";
import { log } from "../log";
import type { LiveHub, Subscriber } from "./hub";
import type { LiveNotice } from "./notice";
import { missedSince, noticesFor } from "./queries";

const BEAT_MS = 20_000;
const BEATS_PER_CHECK = 3;
const RECONNECT_MS = 3_000;
const CATCH_UP_MS = 2_000;
/** A browser that reads this much too slowly is cut off; it comes back and is told what it missed. */
const MOST_UNREAD_BYTES = 64 * 1024;

interface Settings {
  hub: LiveHub;
  actor: UserActor;
  /** The last event the browser knows of, if it was here before. */
  since: string | null;
  /** The person as the session stands now; null once it ended. */
  reload: () => Promise<UserActor | null>;
  /** Aborted when the browser goes away. */
  signal: AbortSignal;
}

const encoder = new TextEncoder();

/** The stream of server-sent events of one open page. */
export function liveStream(settings: Settings): ReadableStream<Uint8Array> {
  let page: Page;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        page = new Page(settings, controller);
        void page.begin();
      },
      cancel: () => page.end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  );
}

class Page implements Subscriber {
  actor: UserActor;
  private queue: LiveEvent[] = [];
  private working = false;
  private over = false;
  private beats = 0;
  private catchingUp: ReturnType<typeof setTimeout> | undefined;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly leave: () => void;

  constructor(
    private readonly settings: Settings,
    private readonly controller: ReadableStreamDefaultController<Uint8Array>,
  ) {
    this.actor = settings.actor;
    this.leave = settings.hub.subscribe(this);
    this.timer = setInterval(() => this.beat(), BEAT_MS);
    this.timer.unref();
    if (settings.signal.aborted) this.end();
    else settings.signal.addEventListener("abort", () => this.end(), { once: true });
  }

  /** Says hello with a mark to come back to, and what happened since the last one. */
  async begin(): Promise<void> {
    const { hub, since } = this.settings;
    this.write(`retry: ${RECONNECT_MS}\n\n`);
    await hub.ready;
    const now = new Date();
    this.write(`id: ${v7({ msecs: now.getTime() })}\nevent: hello\ndata: {}\n\n`);
    if (since) {
      await this.attempt(async () => {
        const missed = await missedSince(this.actor, since, now);
        if (missed === "refresh") this.missed();
        else this.tell(missed);
      });
    }
  }

  changed(events: readonly LiveEvent[]): void {
    this.queue.push(...events);
    if (!this.working) void this.work();
  }

  read(): void {
    this.write("event: read\ndata: {}\n\n");
  }

  missed(): void {
    this.write("event: refresh\ndata: {}\n\n");
  }

  /** A page that looked again now would find nothing: it stays as it is until the database is back. */
  behind(): void {
    this.catchingUp ??= setTimeout(async () => {
      this.catchingUp = undefined;
      await this.attempt(async () => {
        if (await this.stillHere()) this.missed();
      });
    }, CATCH_UP_MS).unref();
  }

  closed(): void {
    this.end();
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    clearInterval(this.timer);
    clearTimeout(this.catchingUp);
    this.leave();
    try {
      this.controller.close();
    } catch {
      // The browser had already gone, and the stream with it.
    }
  }

  private async work(): Promise<void> {
    this.working = true;
    while (this.queue.length > 0 && !this.over) {
      const events = this.queue;
      this.queue = [];
      await this.attempt(async () => {
        if (await this.stillHere()) this.tell(await noticesFor(this.actor, events));
      });
    }
    this.working = false;
  }

  private tell(notices: readonly LiveNotice[]): void {
    for (const notice of notices) {
      this.write(`id: ${notice.id}\nevent: ticket\ndata: ${JSON.stringify(notice)}\n\n`);
    }
  }

  private beat(): void {
    this.write(": \n\n");
    this.beats += 1;
    if (this.beats % BEATS_PER_CHECK === 0) void this.attempt(async () => void (await this.stillHere()));
  }

  /** Roles as they are now; ends the stream with the session. */
  private async stillHere(): Promise<boolean> {
    const actor = await this.settings.reload();
    if (actor) this.actor = actor;
    else this.end();
    return actor !== null;
  }

  /** While the database is away the page stays connected. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, "live events: a page could not be told");
      if (!this.over) this.behind();
    }
  }

  private write(text: string): void {
    if (this.over) return;
    if ((this.controller.desiredSize ?? 0) <= 0) this.end();
    else this.controller.enqueue(encoder.encode(text));
  }
}
