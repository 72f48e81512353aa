import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { pinnedNode, root } from "./install.mjs";
import { clock } from "./steps.mjs";

/** Environment in which npm's commands of this project are found, and TypeScript files run as they are. */
export const projectEnv = {
  ...process.env,
  ...clock,
  PATH: `${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH ?? ""}`,
  TSX_TSCONFIG_PATH: path.join(root, "scripts/tsconfig.json"),
  NEXT_TELEMETRY_DISABLED: "1",
};

/**
 * Runs a TypeScript program with the pinned Node and resolves to its exit code. Signals are its own business:
 * Ctrl-C reaches it through the terminal, others are passed on, and this process waits until it is done.
 */
export function runProgram(file, args, flags = [], env = {}) {
  const child = spawn(pinnedNode, [...flags, "--import", "tsx", file, ...args], {
    cwd: root,
    env: { ...projectEnv, ...env },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  stopWithNpm(() => child.kill("SIGTERM"));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

/** When npm is killed without a chance to pass it on, its program must not stay behind. */
function stopWithNpm(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}
