import { spawnSync } from "node:child_process";
import process from "node:process";

/** The production build, made anew when its sources changed. */
export default function setup(): void {
  const built = spawnSync(process.execPath, ["scripts/build.mjs"], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
}
