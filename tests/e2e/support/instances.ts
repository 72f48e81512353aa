import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "@/db/embedded";

const IMAGE = path.resolve(".next/image");

/** Runs one of the image's commands and returns what it said. */
export function runInImage(args: string[], env: Record<string, string>): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: IMAGE,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** One container of its own, as on a machine of its own. */
export class Instance {
  output = "";
  private constructor(
    readonly origin: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (part) => {
        this.output += part;
      });
  }

  static async start(env: Record<string, string>): Promise<Instance> {
    const port = await freePort();
    const child = spawn(process.execPath, ["scripts/start.mjs"], {
      cwd: IMAGE,
      env: { ...process.env, NODE_ENV: "production", HOST: "localhost", ...env, PORT: String(port) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const instance = new Instance(`http://localhost:${port}`, child);
    for (const patience = Date.now() + 30_000; (await instance.status("ready")) !== 200; await delay(100))
      if (Date.now() > patience) throw new Error(`an instance did not start:\n${instance.output}`);
    return instance;
  }

  /** What it answers to who asks after its health; 0 when it does not. */
  async status(question: "live" | "ready"): Promise<number> {
    const response = await fetch(`${this.origin}/api/health/${question}`).catch(() => null);
    await response?.body?.cancel();
    return response?.status ?? 0;
  }

  /** Asks it to end; resolves to its exit code. */
  async stop(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    const [code] = await ended;
    return code;
  }
}

/** A proxy that sends one request to one instance and the next of its kind to the other. */
export class Alternator {
  readonly turns: Record<string, number> = {};
  private readonly server: Server;
  constructor(
    private readonly port: number,
    private readonly instances: readonly Instance[],
  ) {
    this.server = createServer((asked, answer) => this.pass(asked, answer)).listen(port, "localhost");
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** How often this one was asked for something of this kind. */
  count(instance: Instance, kind: Kind): number {
    return this.turns[`${instance.origin} ${kind}`] ?? 0;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const kind = kindOf(asked);
    const turn = this.instances.reduce((sum, instance) => sum + this.count(instance, kind), 0);
    const first = turn % this.instances.length;
    this.ask([...this.instances.slice(first), ...this.instances.slice(0, first)], kind, asked, answer);
  }

  /** As proxies do: what only reads is asked of the next one when nobody answers at the first. */
  private ask(
    [instance, ...others]: readonly Instance[],
    kind: Kind,
    asked: IncomingMessage,
    answer: ServerResponse,
  ): void {
    if (!instance) return void answer.destroy();
    this.turns[`${instance.origin} ${kind}`] = this.count(instance, kind) + 1;
    const headers = { ...asked.headers, "x-forwarded-for": "203.0.113.7" };
    const onward = request(`${instance.origin}${asked.url}`, { method: asked.method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
      got.on("error", () => answer.destroy());
    });
    onward.on("error", () => {
      if (asked.method !== "GET" || answer.headersSent || answer.destroyed) return answer.destroy();
      this.ask(others, kind, asked, answer);
    });
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  }
}

export type Kind = "page" | "action" | "file" | "stream" | "other";

function kindOf({ headers, url = "" }: IncomingMessage): Kind {
  if (headers["next-action"]) return "action";
  if (url.startsWith("/api/attachments")) return "file";
  if (url.startsWith("/api/events")) return "stream";
  return headers.accept?.includes("text/html") || headers.rsc ? "page" : "other";
}
