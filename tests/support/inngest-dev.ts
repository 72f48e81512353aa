import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

interface Registered {
  id: string;
  triggers: { event?: string; cron?: string }[];
  steps: Record<string, { runtime: { url: string }; retries?: { attempts: number } }>;
  cancel?: { event: string }[];
}
interface Sent {
  id?: string;
  name: string;
  data: Record<string, string>;
}
type Op = { op: string; id: string; name?: string; data?: unknown; opts?: { until?: string } };

/** A function that runs or ran: for which deadline, what its steps came to (`done`), and its end. */
export interface Run {
  id: string;
  /** The event that began it. */
  by: string;
  of: string | undefined;
  /** Answers that came so far. */
  answers: number;
  /** Calls that failed: no connection, or an error. */
  failures: number;
  done: unknown[];
  ended: "done" | "cancelled" | "failed" | null;
}

interface Options {
  /** The one of a server that was stopped. */
  port?: number;
  /** Instances of the portal, asked in turn as by a proxy before them; without them the one that registered. */
  origins?: readonly string[];
  /** An answer came, or a call failed: what happens before the next one. */
  between?: (run: Run) => unknown;
}

/** As a server would in minutes, in seconds. */
const LONGEST_PAUSE_MS = 2_000;
/** What a function is tried again that does not say how often. */
const USUAL_RETRIES = 3;
const CLOCK = "inngest/scheduled.timer";
const MOST_CALLS = 500;

/**
 * What Inngest's development server does for the portal, for where there is none: it is told of functions, takes events, runs
 * functions step by step over HTTP, by events and by the clock, sleeps in between, tries again what fails as often as the
 * function allows, and lets a later event cancel them. As there, what it knew is gone with it.
 */
export class InngestDev {
  readonly runs: Run[] = [];
  port = 0;
  private functions: Registered[] = [];
  private asked = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly seen = new Set<string>();
  private readonly cancels = new Map<string, AbortController>();
  private readonly stopping = new AbortController();
  private constructor(
    private readonly server: Server,
    private readonly options: Options,
  ) {}

  static async start(options: Options = {}): Promise<InngestDev> {
    const server = createServer();
    const made = new InngestDev(server, options);
    server.on("request", async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = JSON.parse(Buffer.concat(parts).toString() || "null");
      response.writeHead(200, { "Content-Type": "application/json" });
      if (request.url?.startsWith("/fn/register")) {
        made.functions = body.functions;
        response.end(JSON.stringify({ ok: true, modified: true }));
        if (made.timer) made.tick();
      } else if (request.url?.startsWith("/e/")) {
        const sent = [body].flat() as Sent[];
        for (const event of sent) made.take(event);
        response.end(JSON.stringify({ ids: sent.map((_, at) => String(at)), status: 200 }));
      } else response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
    made.port = (server.address() as AddressInfo).port;
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  stop(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.timer);
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  /** From now on each minute of the clock takes so long; a new registration begins one. */
  cron(everyMs: number): void {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), everyMs);
    this.tick();
  }

  /** A minute of the clock went by: each function that waits for it runs, unless it still does. */
  tick(): void {
    const event = { name: CLOCK, data: {} };
    for (const known of this.functions) {
      const runs = () => this.runs.some(({ id, by, ended }) => id === known.id && by === CLOCK && !ended);
      if (known.triggers.some(({ cron }) => cron) && !runs()) void this.run(known, event);
    }
  }

  /** An event arrives. */
  take(event: Sent): void {
    if (event.id && this.seen.has(event.id)) return;
    if (event.id) this.seen.add(event.id);
    const of = event.data.deadlineId;
    for (const known of this.functions) {
      if (of && known.cancel?.some((one) => one.event === event.name))
        this.cancels.get(`${known.id} ${of}`)?.abort();
      if (known.triggers.some((trigger) => trigger.event === event.name)) void this.run(known, event);
    }
  }

  private async run(known: Registered, event: Sent): Promise<void> {
    const of = event.data.deadlineId;
    const cancel = new AbortController();
    if (of) this.cancels.set(`${known.id} ${of}`, cancel);
    const run: Run = { id: known.id, by: event.name, of, answers: 0, failures: 0, done: [], ended: null };
    this.runs.push(run);
    const signal = AbortSignal.any([cancel.signal, this.stopping.signal]);
    try {
      await this.steps(known, run, event, signal);
      run.ended = "done";
    } catch {
      run.ended = signal.aborted ? "cancelled" : "failed";
    }
  }

  private async steps(known: Registered, run: Run, event: Sent, signal: AbortSignal): Promise<void> {
    const steps: Record<string, unknown> = {};
    const stack: string[] = [];
    for (let asked = 0; asked < MOST_CALLS; asked += 1) {
      const full = { ts: Date.now(), ...event };
      const ops = await this.call(known, run, signal, (attempt) => ({
        ...{ version: 2, event: full, events: [full], steps },
        ctx: {
          run_id: `run-${this.runs.indexOf(run)}`,
          attempt,
          stack: { stack, current: stack.length },
        },
      }));
      if (!ops) return;
      for (const op of ops) {
        if (op.op === "Sleep") {
          const until = new Date(op.name ?? op.opts?.until ?? "").getTime();
          await delay(Math.max(0, until - Date.now()), undefined, { signal });
        } else run.done.push(op.data);
        steps[op.id] = op.op === "Sleep" ? null : { type: "data", data: op.data ?? null };
        stack.push(op.id);
      }
    }
    throw new Error(`${known.id} does not end`);
  }

  /** One call, until it is answered or tried as often as the function allows. Null at the end of the function. */
  private async call(
    known: Registered,
    run: Run,
    signal: AbortSignal,
    bodyOf: (attempt: number) => unknown,
  ): Promise<Op[] | null> {
    const [step] = Object.values(known.steps);
    const retries = step?.retries?.attempts ?? USUAL_RETRIES;
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.ask(step?.runtime.url ?? "", bodyOf(attempt), signal).then(
        (ops) => ({ ops }),
        (error: unknown) => ({ error }),
      );
      signal.throwIfAborted();
      if ("ops" in answer) run.answers += 1;
      else run.failures += 1;
      await this.options.between?.(run);
      if ("ops" in answer) return answer.ops;
      if (attempt >= retries) throw answer.error;
      await delay(Math.min(100 * 2 ** attempt, LONGEST_PAUSE_MS), undefined, { signal });
    }
  }

  private async ask(url: string, body: unknown, signal: AbortSignal): Promise<Op[] | null> {
    const { origins } = this.options;
    const address = new URL(url);
    if (origins?.length) address.host = new URL(origins[this.asked++ % origins.length] ?? url).host;
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "x-inngest-server-kind": "dev" },
      body: JSON.stringify(body),
      signal,
    });
    if (answer.status === 200) return null;
    if (answer.status !== 206) throw new Error(`${answer.status} ${await answer.text()}`);
    const ops = (await answer.json()) as Op[];
    const other = ops.find(({ op }) => op !== "StepRun" && op !== "Sleep");
    if (other) throw new Error(`${other.op} ${JSON.stringify(other.data)}`);
    return ops;
  }
}
