import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of the portal: done, or the steps it did and those it waits for. */
type Op = {
  op: string;
  id: string;
  name?: string;
  data?: unknown;
  opts?: { until?: string; duration?: string };
};

export interface Sent {
  name: string;
  id?: string;
  data: Record<string, string>;
}

type Endpoint = Record<"GET" | "POST" | "PUT", (request: Request) => Promise<Response>>;

interface RunOptions {
  /** A sleep begins: what time it is becomes this. */
  wakeAt?: (moment: Date) => void;
  /** An answer gets lost on the way, and the same is asked again. */
  loses?: (answer: number) => boolean;
}

/** As the signature wants it: keys in order, no spaces. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}

/** What an Inngest server is to the portal: it takes events, and asks for functions step by step, signed. */
export class InngestServer {
  readonly events: Sent[] = [];
  /** Refuses events from now on. */
  down = false;
  private constructor(
    private readonly server: Server,
    private readonly signingKey: string,
  ) {}

  static async start(signingKey: string): Promise<InngestServer> {
    const server = createServer();
    const made = new InngestServer(server, signingKey);
    server.on("request", async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      if (made.down) return response.writeHead(503).end("{}");
      const sent = JSON.parse(Buffer.concat(parts).toString() || "[]") as Sent[];
      made.events.push(...sent);
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ ids: sent.map((_, index) => String(index)), status: 200 }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  /** What proves who sends this, and that it is sent now. */
  signature(text: string, key = this.signingKey): string {
    const at = Math.round(Date.now() / 1000).toString();
    const secret = key.replace(/^signkey-\w+-/, "");
    return `t=${at}&s=${createHmac("sha256", secret)
      .update(text + at)
      .digest("hex")}`;
  }

  /** One request for a function, as it is signed. */
  request(url: string, body: unknown, key = this.signingKey): Request {
    const text = canonical(body);
    return new Request(url, {
      method: "POST",
      body: text,
      headers: {
        "Content-Type": "application/json",
        "x-inngest-signature": this.signature(text, key),
        "x-inngest-server-kind": "cloud",
        host: new URL(url).host,
      },
    });
  }

  /** Runs a function to its end, asking for one step after another. Returns what it returned. */
  async run(
    endpoint: Endpoint,
    base: string,
    id: string,
    event: Sent,
    options: RunOptions = {},
  ): Promise<unknown> {
    const steps: Record<string, unknown> = {};
    const stack: string[] = [];
    for (let asked = 0; asked < 500; asked += 1) {
      const body = {
        version: 2,
        event: { ts: Date.now(), ...event },
        events: [{ ts: Date.now(), ...event }],
        steps,
        ctx: {
          run_id: "01JD0000000000000000000000",
          fn_id: id,
          attempt: 0,
          disable_immediate_execution: false,
          use_api: false,
          stack: { stack, current: stack.length },
        },
      };
      const answer = await endpoint.POST(
        this.request(`${base}/api/inngest?fnId=guiche-${id}&stepId=step`, body),
      );
      if (options.loses?.(asked)) continue;
      if (answer.status === 200) return answer.json();
      if (answer.status !== 206) throw new Error(`${answer.status} ${await answer.text()}`);
      for (const op of (await answer.json()) as Op[]) {
        if (op.op === "StepRun") steps[op.id] = { type: "data", data: op.data ?? null };
        else if (op.op === "Sleep") {
          options.wakeAt?.(new Date(op.name ?? op.opts?.until ?? op.opts?.duration ?? ""));
          steps[op.id] = null;
        } else throw new Error(`${op.op} was not expected`);
        stack.push(op.id);
      }
    }
    throw new Error(`${id} does not end`);
  }
}
