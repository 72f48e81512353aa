import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { root } from "./install.mjs";
import { giveUp } from "./steps.mjs";

// What a container needs and nothing else, gathered in .next/image: the build, the files of node_modules that it loads,
// the migrations, and the commands to migrate and to back up as one file each.
//   node scripts/image.mjs            builds first
//   node scripts/image.mjs --built    gathers from the build that is there

const target = path.join(root, ".next/image");
const LEFT_OUT = /^(cache|dev|diagnostics|image|types|trace.*|turbopack|guiche-build\.json)$/;
const SOURCES_ONLY = /\.(map|nft\.json)$/;
/** What the framework can do besides serving. */
const NOT_SERVED = [
  "**/*.{d.ts,map,md}",
  "node_modules/@next/swc-*/**",
  "node_modules/caniuse-lite/**",
  "node_modules/next/dist/docs/**",
  "node_modules/next/dist/compiled/{next-devtools,webpack}/**",
  "node_modules/typescript/**",
];
const SCRIPTS = ["assets.mjs", "install.mjs", "pages.mjs", "start.mjs", "steps.mjs"];
const COMMANDS = { "db/migrate.ts": "db/migrate.cjs", "lib/backup/run.ts": "backup.cjs" };

async function gather() {
  if (!process.argv.includes("--built")) run("node_modules/next/dist/bin/next", "build");
  fs.rmSync(target, { recursive: true, force: true });
  for (const file of await tracedFiles()) copy(file);
  for (const name of fs.readdirSync(path.join(root, ".next"))) {
    if (!LEFT_OUT.test(name)) copy(path.join(".next", name), (file) => !SOURCES_ONLY.test(file));
  }
  copy("package.json");
  copy("public");
  copy("db/migrations");
  for (const name of SCRIPTS) copy(path.join("scripts", name));
  for (const [source, bundle] of Object.entries(COMMANDS)) {
    run(
      "node_modules/esbuild/bin/esbuild",
      source,
      `--outfile=${path.join(target, bundle)}`,
      "--bundle",
      "--platform=node",
      "--target=node24",
      "--format=cjs",
      "--external:pg-native",
      "--alias:server-only=./node_modules/server-only/empty.js",
      "--log-level=warning",
    );
  }
}

/** Files of packages that the build was traced to load, and those of the framework's server itself. */
async function tracedFiles() {
  const built = path.join(root, ".next");
  const files = new Set();
  for (const name of fs.readdirSync(path.join(built, "server"), { recursive: true })) {
    if (!name.endsWith(".nft.json")) continue;
    const list = path.join(built, "server", name);
    for (const file of JSON.parse(fs.readFileSync(list, "utf8")).files)
      files.add(path.relative(root, path.resolve(path.dirname(list), file)));
  }
  const { nodeFileTrace } = createRequire(import.meta.url)("next/dist/compiled/@vercel/nft");
  const server = await nodeFileTrace(["node_modules/next/dist/server/next.js", "scripts/pages.mjs"], {
    base: root,
    ignore: NOT_SERVED,
  });
  for (const file of server.fileList) files.add(file);
  return [...files].filter((file) => file.startsWith(`node_modules${path.sep}`));
}

function copy(name, filter = () => true) {
  const to = path.join(target, name);
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.cpSync(path.join(root, name), to, { recursive: true, verbatimSymlinks: true, filter });
}

function run(script, ...args) {
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (result.status !== 0) giveUp(`Não foi possível preparar a imagem: ${script} falhou.`);
}

await gather();
