import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

interface Registered {
  id: string;
  triggers: { event?: string }[];
  steps: Record<string, { runtime: { url: string } }>;
  cancel?: { event: string }[];
}
interface Sent {
  id?: string;
  name: string;
  data: Record<string, string>;
}
type Op = { op: string; id: string; name?: string; data?: unknown; opts?: { until?: string } };

/**
 * What Inngest's development server does for the portal, for where there is none: it is told of functions, takes events, runs
 * functions step by step over HTTP, sleeps in between, and lets a later event cancel them.
 */
export class InngestDev {
  readonly runs: { id: string; of: string | undefined; ended: "done" | "cancelled" | null }[] = [];
  private functions: Registered[] = [];
  private readonly seen = new Set<string>();
  private readonly cancels = new Map<string, AbortController>();
  private readonly stopping = new AbortController();
  private constructor(private readonly server: Server) {}

  static async start(): Promise<InngestDev> {
    const server = createServer();
    const made = new InngestDev(server);
    server.on("request", async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = JSON.parse(Buffer.concat(parts).toString() || "null");
      response.writeHead(200, { "Content-Type": "application/json" });
      if (request.url?.startsWith("/fn/register")) {
        made.functions = body.functions;
        response.end(JSON.stringify({ ok: true, modified: true }));
      } else if (request.url?.startsWith("/e/")) {
        const sent = [body].flat() as Sent[];
        for (const event of sent) made.take(event);
        response.end(JSON.stringify({ ids: sent.map((_, at) => String(at)), status: 200 }));
      } else response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.stopping.abort();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private take(event: Sent): void {
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
    const run: InngestDev["runs"][number] = { id: known.id, of, ended: null };
    this.runs.push(run);
    const signal = AbortSignal.any([cancel.signal, this.stopping.signal]);
    try {
      await this.steps(Object.values(known.steps)[0]?.runtime.url ?? "", event, signal);
      run.ended = "done";
    } catch (error) {
      if (!signal.aborted) throw error;
      run.ended = "cancelled";
    }
  }

  private async steps(url: string, event: Sent, signal: AbortSignal): Promise<void> {
    const steps: Record<string, unknown> = {};
    const stack: string[] = [];
    for (let asked = 0; asked < 200; asked += 1) {
      const full = { ts: Date.now(), ...event };
      const ctx = { run_id: `run-${this.runs.length}`, attempt: 0, stack: { stack, current: stack.length } };
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "x-inngest-server-kind": "dev" },
        body: JSON.stringify({ version: 2, event: full, events: [full], steps, ctx }),
        signal,
      });
      if (answer.status === 200) return;
      if (answer.status !== 206) throw new Error(`${answer.status} ${await answer.text()}`);
      for (const op of (await answer.json()) as Op[]) {
        if (op.op === "Sleep") {
          const until = new Date(op.name ?? op.opts?.until ?? "").getTime();
          await delay(Math.max(0, until - Date.now()), undefined, { signal });
        }
        steps[op.id] = op.op === "Sleep" ? null : { type: "data", data: op.data ?? null };
        stack.push(op.id);
      }
    }
  }
}
