import { Agent, type IncomingMessage, request } from "node:http";
import { performance } from "node:perf_hooks";

export interface Ask {
  path: string;
  cookie?: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: string;
  /** Of the body, as it came over the wire. */
  bytes: number;
  /** Milliseconds until the whole answer was there. */
  took: number;
}

/** Asks once, over a kept connection, and reads the answer to its end. */
export function ask(
  origin: string,
  agent: Agent,
  { path, cookie, method = "GET", headers, body }: Ask,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const began = performance.now();
  const sent = request(
    new URL(path, origin),
    { method, agent, headers: { accept: "text/html", ...(cookie ? { cookie } : {}), ...headers } },
    (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const took = performance.now() - began;
        const whole = Buffer.concat(parts);
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: whole.toString("utf8"), bytes: whole.length, took });
      });
    },
  );
  sent.setTimeout(60_000, () => sent.destroy(new Error(`${path}: no answer in a minute`)));
  sent.on("error", reject);
  sent.end(body);
  return promise;
}

export interface Figures {
  requestsPerSecond: number;
  p50: number;
  p95: number;
  p99: number;
  bytes: number;
  errors: number;
}

export interface Run {
  origin: string;
  concurrency: number;
  seconds: number;
  /** The next thing to ask, and what the answer must contain. */
  next: (turn: number) => { ask: Ask; expected: string };
}

/** Asks for some seconds with so many askers at once; an answer without what it must contain is an error. */
export async function load({ origin, concurrency, seconds, next }: Run): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const took: number[] = [];
  let bytes = 0;
  let errors = 0;
  let turn = 0;
  const began = performance.now();
  const end = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < end) {
        const { ask: what, expected } = next(turn);
        turn += 1;
        const answer = await ask(origin, agent, what).catch(() => null);
        if (answer?.status !== 200 || !answer.body.includes(expected)) errors += 1;
        took.push(answer?.took ?? 60_000);
        bytes += answer?.bytes ?? 0;
      }
    }),
  );
  const elapsed = (performance.now() - began) / 1000;
  agent.destroy();
  took.sort((one, other) => one - other);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return {
    requestsPerSecond: (took.length - errors) / elapsed,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    bytes: Math.round(bytes / Math.max(1, took.length)),
    errors,
  };
}

/** The middle one of several runs, by requests per second; errors are summed. */
export function median(runs: readonly Figures[]): Figures {
  const rate = middle(runs.map(({ requestsPerSecond }) => requestsPerSecond));
  const run = runs.find(({ requestsPerSecond }) => requestsPerSecond === rate);
  if (!run) throw new Error("nothing was measured");
  return { ...run, errors: runs.reduce((sum, { errors }) => sum + errors, 0) };
}

/** The middle one of some numbers. */
export function middle(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
