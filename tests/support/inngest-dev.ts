import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { DAY } from "@/lib/dates";
import { check, evaluate } from "./expressions";

/** So many steps at a time: of the function, or of what has the same key. */
interface Concurrency {
  limit: number;
  key?: string;
}
interface Registered {
  id: string;
  name: string;
  triggers: { event?: string; cron?: string }[];
  steps: Record<string, { runtime: { url: string }; retries?: { attempts: number } }>;
  cancel?: { event: string; if: string }[];
  idempotency?: string;
  concurrency?: number | Concurrency | Concurrency[];
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
  /** When that deadline was due, as the event said. */
  moment: string | undefined;
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
/** What a function may declare: the rest is not done here, and refused. */
const DECLARED = {
  function: ["id", "name", "triggers", "steps", "cancel", "idempotency", "concurrency"],
  trigger: ["event", "cron"],
  cancel: ["event", "if"],
  concurrency: ["limit", "key"],
};

function only(kind: keyof typeof DECLARED, given: object): void {
  const other = Object.keys(given).find((name) => !DECLARED[kind].includes(name));
  if (other) throw new Error(`${other} of a ${kind} is not done here`);
}

const limitsOf = ({ concurrency = [] }: Registered): Concurrency[] =>
  [concurrency].flat().map((one) => (typeof one === "number" ? { limit: one } : one));

/** Throws where a function wants what is not done here, or says it wrongly. */
function checkDeclared(known: Registered): void {
  only("function", known);
  for (const trigger of known.triggers) only("trigger", trigger);
  for (const cancel of known.cancel ?? []) {
    only("cancel", cancel);
    check(cancel.if, "condition", ["event", "async"]);
  }
  if (known.idempotency) check(known.idempotency, "text", ["event"]);
  for (const limit of limitsOf(known)) {
    only("concurrency", limit);
    if (limit.key) check(limit.key, "text", ["event"]);
  }
}

/** Lets so many in at a time, in the order in which they came. */
class Gate {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  async enter(limit: number): Promise<void> {
    if (this.inside >= limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.inside += 1;
  }
  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside -= 1;
  }
}

/**
 * What Inngest's development server does for the portal, for where there is none: it is told of functions, takes events, runs
 * functions step by step over HTTP, by events and by the clock, sleeps in between, and tries again what fails. How often, how
 * many at a time, what is the same and what cancels it is what the functions declare. As there, what it knew is gone with it.
 */
export class InngestDev {
  readonly runs: Run[] = [];
  /** What registered, as it did. */
  functions: readonly Registered[] = [];
  port = 0;
  private asked = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** When an event, or what is the same for a function, came last. */
  private readonly seen = new Map<string, number>();
  private readonly running = new Map<Run, { event: Sent; cancel: AbortController }>();
  private readonly gates = new Map<string, Gate>();
  private readonly sleepers = new Set<{ until: number; jumped: AbortController }>();
  /** What was refused: nobody else may have heard of it. */
  private readonly refused: unknown[] = [];
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
      const answer = made.answer(request.url ?? "", body);
      response.writeHead(answer.status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
    made.port = (server.address() as AddressInfo).port;
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** @throws what was refused meanwhile */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.timer);
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
    if (this.refused.length > 0) throw this.refused[0];
  }

  private answer(path: string, body: unknown): { status: number; [more: string]: unknown } {
    try {
      if (path.startsWith("/fn/register")) {
        const { functions } = body as { functions: Registered[] };
        for (const known of functions) checkDeclared(known);
        const isNew = this.functions.length === 0;
        this.functions = functions;
        if (this.timer && isNew) this.tick();
        return { status: 200, ok: true, modified: true };
      }
      const sent = path.startsWith("/e/") ? ([body].flat() as Sent[]) : [];
      for (const event of sent) this.take(event);
      return { status: 200, ids: sent.map((_, at) => String(at)) };
    } catch (error) {
      this.refused.push(error);
      return { status: 400, ok: false, error: String(error) };
    }
  }

  /** Resolves once it was told of functions. */
  async registered(): Promise<void> {
    while (this.functions.length === 0) await delay(20);
  }

  /**
   * So much time goes by at once for all that it knows (milliseconds; or as much as the clock of the test did): whatever sleeps
   * and should have woken meanwhile wakes.
   */
  jump(time = 0): void {
    for (const [key, at] of this.seen) this.seen.set(key, at - time);
    for (const sleeper of this.sleepers) {
      sleeper.until -= time;
      sleeper.jumped.abort();
    }
  }

  /** From now on each minute of the clock takes so long; the first registration begins one. */
  cron(everyMs: number): void {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), everyMs);
    this.tick();
  }

  /** A minute of the clock went by: each function that waits for it runs. */
  tick(): void {
    for (const known of this.functions)
      if (known.triggers.some(({ cron }) => cron)) void this.run(known, { name: CLOCK, data: {} });
  }

  /** An event arrives. @throws where it lacks what a function asks of it */
  take(event: Sent): void {
    if (event.id && this.again(event.id)) return;
    for (const [run, { event: first, cancel }] of this.running) {
      const { cancel: by = [] } = this.functions.find(({ id }) => id === run.id) ?? {};
      const gone = by.some(
        (one) => one.event === event.name && evaluate(one.if, { event: first, async: event }),
      );
      if (gone) cancel.abort();
    }
    for (const known of this.functions) {
      if (!known.triggers.some((trigger) => trigger.event === event.name)) continue;
      const { id, idempotency } = known;
      if (idempotency && this.again(`${id} ${evaluate(idempotency, { event })}`)) continue;
      void this.run(known, event);
    }
  }

  /** True where the same came within a day. */
  private again(key: string): boolean {
    const last = this.seen.get(key);
    if (last !== undefined && Date.now() - last < DAY) return true;
    this.seen.set(key, Date.now());
    return false;
  }

  private async run(known: Registered, event: Sent): Promise<void> {
    const cancel = new AbortController();
    const { deadlineId: of, dueAt: moment } = event.data;
    const by = event.name;
    const run: Run = { id: known.id, by, of, moment, answers: 0, failures: 0, done: [], ended: null };
    this.runs.push(run);
    this.running.set(run, { event, cancel });
    const signal = AbortSignal.any([cancel.signal, this.stopping.signal]);
    try {
      await this.steps(known, run, event, signal);
      run.ended = "done";
    } catch {
      run.ended = signal.aborted ? "cancelled" : "failed";
    } finally {
      this.running.delete(run);
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
          await this.sleep(until, signal);
        } else run.done.push(op.data);
        steps[op.id] = op.op === "Sleep" ? null : { type: "data", data: op.data ?? null };
        stack.push(op.id);
      }
    }
    throw new Error(`${known.id} does not end`);
  }

  private async sleep(until: number, signal: AbortSignal): Promise<void> {
    const sleeper = { until, jumped: new AbortController() };
    this.sleepers.add(sleeper);
    try {
      while (sleeper.until > Date.now()) {
        const woken = AbortSignal.any([signal, sleeper.jumped.signal]);
        await delay(sleeper.until - Date.now(), undefined, { signal: woken }).catch(() =>
          signal.throwIfAborted(),
        );
        sleeper.jumped = new AbortController();
      }
    } finally {
      this.sleepers.delete(sleeper);
    }
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
      const answer = await this.inTurn(known, run, signal, () =>
        this.ask(step?.runtime.url ?? "", bodyOf(attempt), signal),
      ).then(
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

  /** Does the work as soon as no more of the function is at work than it allows. */
  private async inTurn<T>(
    known: Registered,
    run: Run,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    const event = this.running.get(run)?.event;
    const entered: Gate[] = [];
    try {
      for (const { limit, key } of limitsOf(known)) {
        const name = `${known.id} ${limit} ${key ? evaluate(key, { event }) : ""}`;
        const gate = this.gates.get(name) ?? new Gate();
        this.gates.set(name, gate);
        await gate.enter(limit);
        entered.push(gate);
      }
      signal.throwIfAborted();
      return await work();
    } finally {
      for (const gate of entered) gate.leave();
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
