import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort } from "@/db/embedded";
import { Stage } from "@/lib/demo/stage";

/** The production build with the demo's data, not yet open, on free ports and in a folder of its own. */
export async function productionStage(name: string): Promise<{ stage: Stage; folder: string }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `guiche-${name}-`));
  const stage = new Stage({
    mode: "production",
    folder,
    port: await freePort(),
    govbrPort: await freePort(),
    temporary: true,
    // As on a machine with several cores: whatever one process keeps to itself shows.
    processes: 2,
    step: (_text, work) => work(),
  });
  return { stage, folder };
}
