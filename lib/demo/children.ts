import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";

export type Exit = {
  code: number | null;
  /** Whether we asked for it. */
  asked: boolean;
  /** What happened, with the last lines of its log. */
  sentence: string;
};

export type Child = { exit: Promise<Exit>; stop(): Promise<void> };

type ChildOptions = {
  name: string;
  args: string[];
  env: Record<string, string>;
  /** File for what it writes; the terminal when absent. */
  logFile?: string;
};

const guard = pathToFileURL(path.resolve("lib/demo/guard.mts")).href;

/** Starts a Node process in a group of its own, so that Ctrl-C reaches the demo first and it can stop all in order. */
export function startChild({ name, args, env, logFile }: ChildOptions): Child {
  const log = logFile ? fs.openSync(logFile, "w") : "inherit";
  const child = spawn(process.execPath, ["--dns-result-order=ipv4first", "--import", guard, ...args], {
    env: { ...process.env, ...env, GUICHE_DEMO_PROCESS: String(process.pid) },
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  if (typeof log === "number") fs.closeSync(log);

  let asked = false;
  const exit = once(child, "exit").then(([code, signal]: (number | string | null)[]): Exit => {
    const reason = signal ? `sinal ${signal}` : `código ${code}`;
    const last = logFile ? `:\n${lastLines(logFile)}` : "";
    return { code: Number(code), asked, sentence: `${name} terminou (${reason})${last}` };
  });
  return {
    exit,
    async stop() {
      asked = true;
      child.kill("SIGTERM");
      if (await Promise.race([exit, delay(3_000, undefined, { ref: false })])) return;
      child.kill("SIGKILL");
      await exit;
    },
  };
}

/** Settles with a sentence when one of the processes ends without having been asked to. */
export function firstCrash(children: readonly Child[]): Promise<string> {
  return new Promise((resolve) => {
    for (const child of children) child.exit.then((exit) => exit.asked || resolve(exit.sentence));
  });
}

/** Waits until the address answers with success. */
export async function waitFor(address: string): Promise<void> {
  const patience = 60_000;
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const response = await fetch(address, { signal: AbortSignal.timeout(20_000) }).catch(() => undefined);
    if (response?.ok) return;
    await delay(100);
  }
  throw new Error(`${address} não respondeu em ${patience / 1000} segundos.`);
}

function lastLines(file: string): string {
  return fs.readFileSync(file, "utf8").trim().split("\n").slice(-12).join("\n");
}
