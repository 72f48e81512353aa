import type { Draft, DraftContent } from "@/lib/drafts/schema";
import type { LocalCopies } from "./local-copy";
import { sameJson } from "./same";
import { type Outcome, sendDiscard, sendDraft, sendLastWords } from "./send";

const PAUSE_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;
const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const;
const BEFORE_SEND_MS = 3_000;

export type DraftStatus =
  | "idle"
  | "typing"
  | "saving"
  | "saved"
  /** The server cannot be reached; kept in this browser and tried again. */
  | "offline"
  /** The session ended; kept in this browser until the person is back. */
  | "login"
  /** Another tab or device saved something else. */
  | "conflict"
  /** Sent or thrown away elsewhere. */
  | "gone"
  /** Too long to be kept on the server. */
  | "refused";

export interface DraftState {
  /** Also the key of the form that is sent: sending twice makes one ticket. */
  id: string;
  status: DraftStatus;
  /** ISO moment of the last save. */
  savedAt: string | null;
  /** What the other tab saved. */
  conflict: Draft | null;
}

interface Settings {
  place: string;
  owner: string;
  initial: Draft | null;
  newId: string;
  copies: LocalCopies;
  /** The form must be filled anew with this. */
  onContent: (content: DraftContent) => void;
}

/** Saves made in this page load, for a page that comes back from the router's memory with an older draft. */
const known = new Map<string, Omit<Draft, "files">>();

/** Keeps what a person types: on the server as they go, in the browser while the server cannot be reached. */
export class DraftKeeper {
  private state: DraftState;
  private revision: number;
  /** What the server has. */
  private saved: DraftContent | null;
  /** What it does not have yet. */
  private unsaved: DraftContent | null = null;
  private since = 0;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flight: Promise<void> | null = null;
  private paused = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly settings: Settings) {
    const { initial, newId } = settings;
    this.revision = initial?.revision ?? 0;
    this.saved = initial?.content ?? null;
    this.state = { id: initial?.id ?? newId, status: "idle", savedAt: null, conflict: null };
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  readonly snapshot = () => this.state;

  /** Once in the browser: takes up what a former page could not bring to the server. */
  start(): void {
    this.paused = false;
    const { initial, owner, place } = this.settings;
    const earlier = known.get(`${owner}:${place}`);
    if (earlier?.id === this.state.id && earlier.revision > this.revision) {
      this.adopt(earlier);
      this.settings.onContent(earlier.content);
    } else if (initial && initial.revision > 0) {
      this.set({ savedAt: initial.savedAt });
    }
    this.recover();
  }

  /** The form says this now. */
  change(content: DraftContent): void {
    if (sameJson(content, this.unsaved ?? this.saved)) return;
    this.unsaved = content;
    if (this.paused || this.state.status === "conflict" || this.state.status === "gone") return;
    const now = Date.now();
    if (this.state.status !== "typing") this.since = now;
    if (this.state.status !== "offline" && this.state.status !== "login") this.set({ status: "typing" });
    this.schedule(Math.max(0, Math.min(PAUSE_MS, this.since + LONGEST_WAIT_MS - now)));
  }

  /** Tries at once what is waiting for the network or for a new login. */
  retry(): void {
    if (this.unsaved && (this.state.status === "offline" || this.state.status === "login")) this.schedule(0);
  }

  /** The page goes away, perhaps for good. */
  leave(): void {
    clearTimeout(this.timer);
    if (!this.unsaved || this.state.status === "gone") return;
    this.keepCopy();
    if (this.state.status === "conflict" || this.paused) return;
    const leaving = this.unsaved;
    void sendLastWords(this.settings.place, this.save(leaving))?.then((outcome) =>
      this.settle(outcome, leaving),
    );
  }

  /** The form is about to be sent: no save may arrive after it. */
  async beforeSend(): Promise<void> {
    clearTimeout(this.timer);
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), BEFORE_SEND_MS);
    await this.flight;
    if (this.unsaved && this.state.status !== "conflict") await this.flush(stop.signal);
    clearTimeout(limit);
    clearTimeout(this.timer);
    this.paused = true;
  }

  /** The form was sent, or is back in the person's hands. */
  afterSend(sent: boolean): void {
    if (sent) {
      this.settings.copies.forget();
      known.delete(this.knownKey());
      this.unsaved = null;
      return;
    }
    this.paused = false;
    if (this.unsaved) this.schedule(PAUSE_MS);
  }

  /** Goes on with this tab's version. */
  keepMine(): void {
    const other = this.state.conflict;
    if (!other) return;
    this.revision = other.revision;
    this.saved = other.content;
    this.set({ id: other.id, status: "typing", conflict: null });
    this.schedule(0);
  }

  /** Goes on with what the other tab saved. */
  takeTheirs(): void {
    const other = this.state.conflict;
    if (!other) return;
    this.unsaved = null;
    this.settings.copies.forget();
    this.adopt(other);
    this.settings.onContent(other.content);
  }

  /** Throws the draft away. False when the server could not be reached: then nothing changed. */
  async discard(newId: string): Promise<boolean> {
    clearTimeout(this.timer);
    await this.flight;
    if (!(await sendDiscard(this.settings.place))) return false;
    this.settings.copies.forget();
    known.delete(this.knownKey());
    this.unsaved = null;
    this.saved = null;
    this.revision = 0;
    this.set({ id: newId, status: "idle", savedAt: null, conflict: null });
    return true;
  }

  private recover(): void {
    const { copies, initial, onContent } = this.settings;
    const copy = copies.read(Date.now());
    if (!copy) return;
    const neverSaved = copy.revision === 0;
    const sameDraft = copy.id === this.state.id;
    // The draft this copy belonged to was sent or thrown away, or the copy did arrive after all.
    if ((!sameDraft && !neverSaved) || sameJson(copy.content, this.saved)) return copies.forget();
    this.unsaved = copy.content;
    onContent(copy.content);
    if (sameDraft ? copy.revision < this.revision : initial !== null) {
      this.set({ status: "conflict", conflict: initial });
      return;
    }
    this.set({ id: copy.id, status: "typing" });
    this.schedule(0);
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), delay);
  }

  private async flush(signal?: AbortSignal): Promise<void> {
    if (this.flight) await this.flight;
    const sending = this.unsaved;
    if (!sending || this.paused) return;
    if (this.state.status === "typing") this.set({ status: "saving" });
    this.flight = sendDraft(this.settings.place, this.save(sending), { signal }).then((outcome) => {
      this.flight = null;
      this.settle(outcome, sending);
    });
    await this.flight;
  }

  private settle(outcome: Outcome, sent: DraftContent): void {
    switch (outcome.outcome) {
      case "saved":
        return this.arrived({ ...outcome, content: sent }, sent);
      case "conflict":
        // An answer got lost on the way: what the server has is what was sent, or nothing yet.
        if (sameJson(outcome.draft.content, sent)) return this.arrived(outcome.draft, sent);
        this.keepCopy();
        if (Object.keys(outcome.draft.content).length > 0) {
          return this.set({ status: "conflict", conflict: outcome.draft });
        }
        this.set({ conflict: outcome.draft });
        return this.keepMine();
      case "gone":
        this.settings.copies.forget();
        return this.set({ status: "gone" });
      case "refused":
        this.keepCopy();
        return this.set({ status: "refused" });
      default:
        this.keepCopy();
        this.set({ status: outcome.outcome });
        this.schedule(RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? PAUSE_MS);
        this.failures += 1;
    }
  }

  private arrived(draft: Omit<Draft, "files">, sent: DraftContent): void {
    this.failures = 0;
    const more = this.unsaved !== null && this.unsaved !== sent;
    if (!more) {
      this.unsaved = null;
      this.settings.copies.forget();
    }
    this.adopt(draft);
    if (!more) return;
    this.since = Date.now();
    this.set({ status: "typing" });
    this.schedule(PAUSE_MS);
  }

  private adopt({ id, revision, content, savedAt }: Omit<Draft, "files">): void {
    this.revision = revision;
    this.saved = content;
    known.set(this.knownKey(), { id, revision, content, savedAt });
    this.set({ id, status: "saved", savedAt, conflict: null });
  }

  private keepCopy(): void {
    if (!this.unsaved) return;
    this.settings.copies.write({
      id: this.state.id,
      revision: this.revision,
      content: this.unsaved,
      at: Date.now(),
    });
  }

  private save(content: DraftContent) {
    return { id: this.state.id, revision: this.revision, owner: this.settings.owner, content };
  }

  private knownKey(): string {
    return `${this.settings.owner}:${this.settings.place}`;
  }

  private set(update: Partial<DraftState>): void {
    this.state = { ...this.state, ...update };
    for (const listener of this.listeners) listener();
  }
}
