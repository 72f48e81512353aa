import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

import { withoutFile } from "@/lib/env";

interface SiteOptions {
  port: number;
  processes?: number;
  /** Over the settings of the test. */
  env?: Record<string, string>;
}

/** The production build served by `npm start`'s own script, as on a server. */
export class Site {
  readonly origin: string;
  readonly pid: number;
  /** Everything it wrote so far. */
  written = "";
  private readonly child: ChildProcess;
  private readonly exit: Promise<number | string>;

  constructor({ port, processes = 1, env = {} }: SiteOptions) {
    this.origin = `http://localhost:${port}`;
    this.child = spawn(process.execPath, ["--dns-result-order=ipv4first", "scripts/start.mjs"], {
      env: {
        ...process.env,
        ...withoutFile(process.env),
        NODE_ENV: "production",
        APP_URL: this.origin,
        HOST: "localhost",
        LOG_LEVEL: "warn",
        NEXT_TELEMETRY_DISABLED: "1",
        PORT: String(port),
        PROCESSES: String(processes),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on("data", (part: Buffer) => {
        this.written += part.toString();
      });
    }
    this.exit = once(this.child, "close").then(([code, signal]) => signal ?? code);
    if (this.child.pid === undefined) throw new Error("the site did not start");
    this.pid = this.child.pid;
  }

  /** Waits until it answers. */
  async ready(): Promise<this> {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      // A connection that was handed to a process in the moment of its death is answered by nobody.
      const signal = AbortSignal.timeout(5_000);
      const response = await fetch(`${this.origin}/api/health`, { signal }).catch(() => null);
      if (response?.ok) return this;
      if (this.child.exitCode !== null) break;
      await delay(50);
    }
    throw new Error(`the site does not answer:\n${this.written}`);
  }

  /** The processes that serve, as the machine sees them. */
  get workers(): number[] {
    return childrenOf(this.pid);
  }

  /** Sends the signal to the supervisor. */
  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** The exit code, or the signal that ended the supervisor. */
  get ended(): Promise<number | string> {
    return this.exit;
  }

  async stop(): Promise<number | string> {
    this.signal("SIGTERM");
    return this.exit;
  }

  /** The whole machine loses its power: supervisor and workers at once. */
  async cut(): Promise<void> {
    const all = [this.pid, ...this.workers];
    for (const pid of all) killIfAlive(pid);
    await this.exit;
  }
}

/** Children of a process (Linux). */
export function childrenOf(pid: number): number[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statusOf(Number(name))?.parent === pid)
    .map(Number);
}

/** Whether there is such a process, one that only waits to be buried not counted. */
export function isAlive(pid: number): boolean {
  const state = statusOf(pid)?.state;
  return state !== undefined && state !== "Z" && state !== "X";
}

/** "T" for one that stands still. */
export function stateOf(pid: number): string | undefined {
  return statusOf(pid)?.state;
}

/** Ends a process of this test, if it is still there. */
export function killIfAlive(pid: number, signal: NodeJS.Signals = "SIGKILL"): void {
  if (isAlive(pid)) process.kill(pid, signal);
}

function statusOf(pid: number): { state: string; parent: number } | null {
  try {
    const after = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "";
    const [state = "", parent = ""] = after.split(" ");
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}
