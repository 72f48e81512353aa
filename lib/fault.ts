import { existsSync } from "node:fs";

/** Named by a test of what accidents leave; nothing else sets it, and outside the demo none of it is read. */
const armed = process.env.GUICHE_DEMO === "1" ? process.env.FAULT_POINT : undefined;

/**
 * A place where an accident can happen on demand: the process dies as by a power cut, stands still
 * (FAULT_SIGNAL=SIGSTOP) or meets an error of the system (FAULT_ERROR=ENOSPC), each time or as long as the file
 * FAULT_WHILE is there. Elsewhere this does nothing.
 */
export function faultPoint(name: string): void {
  if (armed !== name) return;
  const { FAULT_SIGNAL, FAULT_ERROR, FAULT_WHILE } = process.env;
  if (FAULT_WHILE && !existsSync(FAULT_WHILE)) return;
  if (FAULT_ERROR) throw Object.assign(new Error(`${FAULT_ERROR} at ${name}`), { code: FAULT_ERROR });
  process.kill(process.pid, (FAULT_SIGNAL as NodeJS.Signals | undefined) ?? "SIGKILL");
}

const inTests = (given: string | undefined, usual: number): number =>
  process.env.GUICHE_DEMO === "1" && given ? Number(given) : usual;

/** Milliseconds for which one clock leaves things to another: a test of both at once names none (FAULT_GRACE_MS=0). */
export const graceOf = (usual: number): number => inTests(process.env.FAULT_GRACE_MS, usual);

/** Milliseconds between two registrations with Inngest: a test of one that was started anew waits no minutes. */
export const registerEvery = (usual: number): number => inTests(process.env.FAULT_REGISTER_MS, usual);
