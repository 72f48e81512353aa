import type { Draft, DraftContent } from "@/lib/drafts/schema";
import type { LocalCopies } from "./local-copy";
import { fateOf, hasText } from "./recover";
import { sameJson } from "./same";
import { type Outcome, sendDiscard, sendDraft, sendLastWords } from "./send";
import type { DraftState } from "./state";

const PAUSE_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;
const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const;
const BEFORE_SEND_MS = 3_000;

interface Settings {
  place: string;
  owner: string;
  initial: Draft | null;
  newId: string;
  copies: LocalCopies;
  /** The form must be filled anew with this. */
  onContent: (content: DraftContent) => void;
}

type Kept = Omit<Draft, "files">;

/** Saves made in this page load, for a page that comes back from the router's memory with an older draft. */
const known = new Map<string, Kept>();

/** Keeps what a person types: on the server as they go, in the browser while the server cannot be reached. */
export class DraftKeeper {
  private state: DraftState;
  private revision: number;
  /** What the server has; null when it has no draft. */
  private saved: DraftContent | null;
  /** What it does not have yet. */
  private unsaved: DraftContent | null = null;
  /** What this tab sent last: an answer that got lost must not look like another tab's. */
  private sent: DraftContent[] = [];
  private typingSince = 0;
  private failures = 0;
  private paused = false;
  private done = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flight: Promise<void> | null = null;
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
    const { initial, copies, onContent } = this.settings;
    const earlier = known.get(this.key());
    if (earlier?.id === this.state.id && earlier.revision > this.revision) {
      this.adopt(earlier);
      onContent(earlier.content);
    } else if (hasText(this.saved) && initial) {
      this.set({ savedAt: initial.savedAt });
    }
    const copy = copies.read(Date.now());
    if (!copy) return;
    const fate = fateOf(copy, { id: this.state.id, revision: this.revision, saved: this.saved });
    if (fate === "forget") {
      copies.forget();
      return;
    }
    this.unsaved = copy.content;
    onContent(copy.content);
    if (fate === "ask") {
      this.set({ status: "conflict", conflict: initial });
      return;
    }
    this.set({ id: this.saved ? this.state.id : copy.id, status: "typing" });
    this.schedule(0);
  }

  /** The form says this now. */
  change(content: DraftContent): void {
    if (this.done || sameJson(content, this.unsaved ?? this.saved)) return;
    this.unsaved = content;
    if (this.paused || this.state.status === "conflict" || this.state.status === "gone") return;
    const now = Date.now();
    if (this.state.status !== "typing") this.typingSince = now;
    if (this.state.status !== "offline" && this.state.status !== "login") this.set({ status: "typing" });
    this.schedule(Math.max(0, Math.min(PAUSE_MS, this.typingSince + LONGEST_WAIT_MS - now)));
  }

  /** Tries at once what waits: the network is back, or the person logged in again. */
  retry(): void {
    if (this.unsaved && this.open()) this.schedule(0);
  }

  /** The page goes away, perhaps for good. */
  leave(): void {
    clearTimeout(this.timer);
    if (!this.unsaved || this.state.status === "gone") return;
    this.keepCopy();
    if (!this.open()) return;
    const content = this.unsaved;
    const last = sendLastWords(this.settings.place, this.saveOf(content));
    if (last) this.track(last, content);
  }

  /** The form leaves the screen, the page stays: what waits goes up after what is on its way. */
  close(): void {
    clearTimeout(this.timer);
    if (!this.unsaved || this.state.status === "gone") return;
    this.keepCopy();
    if (this.open()) void this.flush();
  }

  /** The form is about to be sent: no save may arrive after it. Gives the key to send it under. */
  async beforeSend(): Promise<string> {
    clearTimeout(this.timer);
    const limit = AbortSignal.timeout(BEFORE_SEND_MS);
    const waited = new Promise<void>((resolve) => limit.addEventListener("abort", () => resolve()));
    if (this.open()) await Promise.race([this.flush(limit), waited]);
    clearTimeout(this.timer);
    this.paused = true;
    return this.state.id;
  }

  /** The form was sent, or is back in the person's hands. */
  afterSend(sent: boolean): void {
    this.done = sent;
    if (sent) {
      this.reset();
      return;
    }
    this.paused = false;
    if (this.unsaved) this.schedule(PAUSE_MS);
  }

  /** The form stays on the page, empty, for the next text. */
  restart(newId: string): void {
    this.reset();
    this.saved = null;
    this.revision = 0;
    this.done = false;
    this.paused = false;
    this.set({ id: newId, status: "idle", savedAt: null, conflict: null });
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
    this.reset();
    this.adopt(other);
    this.settings.onContent(other.content);
  }

  /** Throws the draft away. False when the server could not be reached: then nothing changed. */
  async discard(newId: string): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.flight) await this.flight;
    if (!(await sendDiscard(this.settings.place))) return false;
    this.restart(newId);
    return true;
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), delay);
  }

  private async flush(signal?: AbortSignal): Promise<void> {
    while (this.flight) await this.flight;
    const content = this.unsaved;
    if (!content || this.paused) return;
    if (this.state.status === "typing") this.set({ status: "saving" });
    await this.track(sendDraft(this.settings.place, this.saveOf(content), { signal }), content);
  }

  private track(sending: Promise<Outcome>, content: DraftContent): Promise<void> {
    this.sent = [...this.sent.slice(-3), content];
    const flight = sending.then((outcome) => {
      if (this.flight === flight) this.flight = null;
      this.settle(outcome, content);
    });
    this.flight = flight;
    return flight;
  }

  private settle(outcome: Outcome, content: DraftContent): void {
    if (outcome.outcome === "saved") {
      this.arrived({ ...outcome, content });
    } else if (outcome.outcome === "conflict") {
      this.meet(outcome.draft);
    } else if (outcome.outcome === "gone") {
      this.settings.copies.forget();
      this.set({ status: "gone" });
    } else {
      this.keepCopy();
      this.set({ status: outcome.outcome });
      if (outcome.outcome === "refused") return;
      this.schedule(RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? PAUSE_MS);
      this.failures += 1;
    }
  }

  /** The server has a later version: this tab's own, or somebody else's. */
  private meet(draft: Draft): void {
    if (this.sent.some((content) => sameJson(content, draft.content))) {
      this.arrived(draft);
      return;
    }
    this.keepCopy();
    this.set({ status: "conflict", conflict: draft });
    if (!hasText(draft.content)) this.keepMine();
  }

  private arrived(draft: Kept): void {
    this.failures = 0;
    this.adopt(draft);
    if (!this.unsaved || sameJson(this.unsaved, draft.content)) {
      this.unsaved = null;
      this.settings.copies.forget();
      return;
    }
    this.typingSince = Date.now();
    this.set({ status: "typing" });
    this.schedule(PAUSE_MS);
  }

  private adopt({ id, revision, content, savedAt }: Kept): void {
    this.revision = revision;
    this.saved = content;
    known.set(this.key(), { id, revision, content, savedAt });
    this.set({ id, status: "saved", savedAt, conflict: null });
  }

  /** Nothing of this text is left to be saved. */
  private reset(): void {
    this.settings.copies.forget();
    known.delete(this.key());
    this.unsaved = null;
    this.sent = [];
  }

  private keepCopy(): void {
    if (!this.unsaved) return;
    const { id } = this.state;
    const sent = this.sent.at(-1);
    this.settings.copies.write({
      id,
      revision: this.revision,
      content: this.unsaved,
      sent,
      at: Date.now(),
    });
  }

  /** Saves may go out: nothing was decided elsewhere, and the form is not on its way. */
  private open(): boolean {
    return !this.paused && this.state.status !== "conflict" && this.state.status !== "gone";
  }

  private saveOf(content: DraftContent) {
    return { id: this.state.id, revision: this.revision, owner: this.settings.owner, content };
  }

  private key(): string {
    return `${this.settings.owner}:${this.settings.place}`;
  }

  private set(update: Partial<DraftState>): void {
    this.state = { ...this.state, ...update };
    for (const listener of this.listeners) listener();
  }
}
