import { isNotice, type LiveNotice } from "@/lib/live/notice";

/** A change to a ticket, the word that the person read notices, or that changes may have been missed. */
export type Heard = LiveNotice | "read" | "refresh";

const HIDDEN_MS = 30_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

/** What tabs tell each other: the last mark of the stream, and what was heard there. */
interface Word {
  mark: string;
  heard: Heard | null;
}

/** A tab of another version may say something else. */
function isWord(said: unknown): said is Word {
  if (typeof said !== "object" || said === null) return false;
  const { mark, heard } = said as Record<string, unknown>;
  return (
    typeof mark === "string" && (heard === null || heard === "read" || heard === "refresh" || isNotice(heard))
  );
}

/**
 * One stream of events for all tabs of a person: a visible tab holds it and tells the others. A tab that is hidden
 * for a while lets go; whichever takes over asks for what was missed since the last mark.
 */
export class LiveConnection {
  private readonly listeners = new Set<(heard: Heard) => void>();
  private mark = "";
  private channel: BroadcastChannel | null = null;
  private source: EventSource | null = null;
  private turn: AbortController | null = null;
  private hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private retry = FIRST_RETRY_MS;

  constructor(private readonly userId: string) {}

  readonly listen = (listener: (heard: Heard) => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** The person read notices: said here and in the other tabs at once, before the stream says so. */
  readonly read = () => this.tell({ mark: this.mark, heard: "read" });

  start(): void {
    document.addEventListener("visibilitychange", this.onVisibility);
    window.addEventListener("pagehide", this.onHide);
    window.addEventListener("pageshow", this.onShow);
    this.join();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.onVisibility);
    window.removeEventListener("pagehide", this.onHide);
    window.removeEventListener("pageshow", this.onShow);
    this.part();
  }

  private readonly onVisibility = () => {
    clearTimeout(this.hiddenTimer);
    if (document.visibilityState === "visible") this.takeTurn();
    else this.hiddenTimer = setTimeout(() => this.letGo(), HIDDEN_MS);
  };

  // A page kept in the browser's memory may hold neither stream nor channel.
  private readonly onHide = () => this.part();
  private readonly onShow = (event: PageTransitionEvent) => {
    if (event.persisted) this.join();
  };

  private join(): void {
    if (typeof BroadcastChannel === "function") {
      this.channel = new BroadcastChannel(`guiche-live:${this.userId}`);
      this.channel.onmessage = (event) => {
        if (isWord(event.data)) this.take(event.data);
      };
    }
    if (document.visibilityState === "visible") this.takeTurn();
  }

  private part(): void {
    clearTimeout(this.hiddenTimer);
    this.letGo();
    this.channel?.close();
    this.channel = null;
  }

  /** Waits for the stream to be free among the tabs, then holds it until {@link letGo}. */
  private takeTurn(): void {
    if (this.turn) return;
    const turn = new AbortController();
    this.turn = turn;
    if (!navigator.locks || !this.channel) {
      this.open();
      return;
    }
    const held = new Promise<void>((resolve) => turn.signal.addEventListener("abort", () => resolve()));
    navigator.locks
      .request(`guiche-live:${this.userId}`, { signal: turn.signal }, () => {
        // The turn can come in the moment it was given up.
        if (!turn.signal.aborted) this.open();
        return held;
      })
      // Giving up the wait is the only way this ends early.
      .catch(() => {});
  }

  private letGo(): void {
    this.turn?.abort();
    this.turn = null;
    clearTimeout(this.retryTimer);
    this.source?.close();
    this.source = null;
  }

  private open(): void {
    const query = this.mark ? `?${new URLSearchParams({ since: this.mark })}` : "";
    this.source?.close();
    const source = new EventSource(`/api/events${query}`);
    this.source = source;
    source.addEventListener("hello", (event) => {
      this.retry = FIRST_RETRY_MS;
      this.tell({ mark: event.lastEventId, heard: null });
    });
    source.addEventListener("ticket", (event) => {
      const notice: unknown = JSON.parse(event.data);
      if (isNotice(notice)) this.tell({ mark: event.lastEventId, heard: notice });
    });
    source.addEventListener("read", this.read);
    source.addEventListener("refresh", () => this.tell({ mark: this.mark, heard: "refresh" }));
    source.onerror = () => {
      // While connecting, the browser tries again by itself; once closed (an expired session, say) it does not.
      if (source.readyState !== EventSource.CLOSED || this.source !== source) return;
      this.retryTimer = setTimeout(() => this.open(), this.retry);
      this.retry = Math.min(this.retry * 2, LONGEST_RETRY_MS);
    };
  }

  private tell(said: Word): void {
    this.channel?.postMessage(said);
    this.take(said);
  }

  private take({ mark, heard }: Word): void {
    if (mark) this.mark = mark;
    if (heard) for (const listener of this.listeners) listener(heard);
  }
}
