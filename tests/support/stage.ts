import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import build from "./build";
import { productionStage } from "./production";

/** What lib/screens/answer.ts says of a screen that could not be drawn by itself: the page comes, and nobody sees it. */
const NOT_DRAWN = "could not be drawn alone";

/**
 * The whole product for the browser tests: a database with the demo's data, the simulated gov.br and the production
 * build, on free ports and in a folder that is gone afterwards. E2E_URL names a running server to use instead.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined;
  build();
  const { stage, folder } = await productionStage("e2e");
  const close = async () => {
    keepLogs(folder);
    await stage.stop();
  };
  try {
    await Promise.all([stage.open(), gatherImage()]);
  } catch (error) {
    await close();
    throw error;
  }
  // The tests open tickets and sessions by the product's own functions: same database, secret and storage.
  const { NODE_ENV: _mode, TSX_TSCONFIG_PATH: _paths, ...settings } = stage.env;
  Object.assign(process.env, settings, { E2E_URL: stage.appUrl, E2E_GOVBR_URL: stage.govbrUrl });
  return async () => {
    await close();
    const undrawn = fs
      .readFileSync("test-results/app.log", "utf8")
      .split("\n")
      .find((line) => line.includes(NOT_DRAWN));
    if (undrawn) throw new Error(`A screen was left to the framework: ${undrawn}`);
  };
}

/** What a container would hold, from the build that is there: gathered while the demo's data are made. */
async function gatherImage(): Promise<void> {
  const stdio = ["ignore", "inherit", "inherit"] as const;
  const [code] = await once(
    spawn(process.execPath, ["scripts/image.mjs", "--built"], { stdio: [...stdio] }),
    "exit",
  );
  if (code !== 0) throw new Error("the image could not be gathered");
}

function keepLogs(folder: string): void {
  fs.mkdirSync("test-results", { recursive: true });
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith(".log"))) {
    fs.copyFileSync(path.join(folder, name), path.join("test-results", name));
  }
}
