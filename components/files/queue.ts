import type { SentFile } from "@/lib/attachments/schema";
import { UploadError } from "./upload";

const AT_ONCE = 2;

/** A file on its way, or one that did not arrive. */
export interface Upload {
  key: string;
  file: File;
  state: "waiting" | "sending" | "failed";
  /** From 0 to 1. */
  progress: number;
  message: string | null;
  /** Trying again may help. */
  retryable: boolean;
}

type Send = (
  file: File,
  options: { onProgress: (share: number) => void; signal: AbortSignal },
) => Promise<SentFile>;

/** Sends files a few at a time. What arrives leaves the queue; what fails stays, with the reason. */
export class UploadQueue {
  private uploads: readonly Upload[] = [];
  private readonly running = new Map<string, AbortController>();
  private readonly listeners = new Set<() => void>();
  private last = 0;

  constructor(
    private readonly send: Send,
    private readonly onSent: (file: SentFile) => void,
    private readonly say: (words: string) => void,
  ) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  readonly snapshot = () => this.uploads;

  /** Puts files at the end; those with a problem are shown with it and not sent. */
  add(files: readonly { file: File; problem: string | null }[]): void {
    const added = files.map(({ file, problem }): Upload => {
      this.last += 1;
      return {
        key: String(this.last),
        file,
        state: problem ? "failed" : "waiting",
        progress: 0,
        message: problem,
        retryable: false,
      };
    });
    const problems = added.filter((upload) => upload.message);
    if (problems.length > 0)
      this.say(problems.map(({ file, message }) => `${file.name}: ${message}`).join(" "));
    this.put([...this.uploads, ...added]);
    this.next();
  }

  retry(key: string): void {
    this.change(key, { state: "waiting", progress: 0, message: null });
    this.next();
  }

  /** Tries again what the network or an expired session held up. */
  retryAll(): void {
    for (const upload of this.uploads)
      if (upload.state === "failed" && upload.retryable) this.retry(upload.key);
  }

  /** Cancels what is on its way, forgets what failed. */
  drop(key: string): void {
    this.running.get(key)?.abort();
    this.put(this.uploads.filter((upload) => upload.key !== key));
    this.next();
  }

  stop(): void {
    for (const controller of this.running.values()) controller.abort();
  }

  private next(): void {
    const waiting = this.uploads.find((upload) => upload.state === "waiting");
    if (!waiting || this.running.size >= AT_ONCE) return;
    void this.run(waiting);
    this.next();
  }

  private async run({ key, file }: Upload): Promise<void> {
    const controller = new AbortController();
    this.running.set(key, controller);
    this.change(key, { state: "sending" });
    try {
      const onProgress = (progress: number) => this.change(key, { progress });
      const sent = await this.send(file, { onProgress, signal: controller.signal });
      this.put(this.uploads.filter((upload) => upload.key !== key));
      this.say(`${sent.name}: enviado.`);
      this.onSent(sent);
    } catch (error) {
      if (!(error instanceof UploadError)) throw error;
      if (error.code === "cancelled") {
        this.say(`${file.name}: envio cancelado.`);
      } else {
        this.change(key, { state: "failed", message: error.message, retryable: error.code !== "refused" });
        this.say(`${file.name}: ${error.message}`);
      }
    } finally {
      this.running.delete(key);
      this.next();
    }
  }

  private change(key: string, update: Partial<Upload>): void {
    this.put(this.uploads.map((upload) => (upload.key === key ? { ...upload, ...update } : upload)));
  }

  private put(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    for (const listener of this.listeners) listener();
  }
}
