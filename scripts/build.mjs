import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { pinnedNode, root } from "./install.mjs";
import { giveUp } from "./steps.mjs";

const folders = ["app", "components", "lib", "db", "inngest", "public"];
const sourcesAtRoot =
  /^(package(-lock)?\.json|tsconfig\.json|next\.config\.ts|postcss\.config\.mjs|proxy\.ts|instrumentation(-client)?\.ts)$/;
const stamp = path.join(root, ".next/guiche-build.json");
const buildId = path.join(root, ".next/BUILD_ID");

/** Builds for production, unless the last build was made from these very sources. */
function buildWhenChanged() {
  const sources = hashSources();
  if (isCurrent(sources)) return;
  const result = spawnSync(pinnedNode, ["node_modules/next/dist/bin/next", "build"], {
    cwd: root,
    encoding: "utf8",
    stdio: process.argv.includes("--verbose") ? "inherit" : "pipe",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (result.status !== 0) giveUp(`A construção falhou:\n${result.stdout ?? ""}${result.stderr ?? ""}`);
  fs.writeFileSync(stamp, JSON.stringify({ sources, build: fs.readFileSync(buildId, "utf8") }));
}

function isCurrent(sources) {
  if (!fs.existsSync(stamp) || !fs.existsSync(buildId)) return false;
  const last = JSON.parse(fs.readFileSync(stamp, "utf8"));
  return last.sources === sources && last.build === fs.readFileSync(buildId, "utf8");
}

function hashSources() {
  const hash = createHash("sha256");
  const atRoot = fs
    .readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .filter((name) => sourcesAtRoot.test(name));
  const inside = folders
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name))),
    );
  for (const file of [...atRoot, ...inside].sort()) {
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

buildWhenChanged();
