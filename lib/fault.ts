/** Named by a test of what a sudden death leaves; nothing else sets it, and outside the demo it is not read. */
const armed = process.env.GUICHE_DEMO === "1" ? process.env.FAULT_POINT : undefined;

/** A place where the process can be made to die as by a power cut. Elsewhere this does nothing. */
export function faultPoint(name: string): void {
  if (armed === name) process.kill(process.pid, "SIGKILL");
}
