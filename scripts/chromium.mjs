import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { pinnedNode, root } from "./install.mjs";
import { giveUp, say } from "./steps.mjs";

// Chromium without windows: the same pages for a third of the work.
const withoutWindows = "/usr/bin/chromium-headless-shell";
const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Path of a Chromium that starts: Debian's without windows, else an installed one, else Playwright's download. */
export function ensureChromium() {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named && !starts(named)) giveUp(`PLAYWRIGHT_CHROMIUM=${named} não é um Chromium que funcione.`);
  if (named) return named;
  if (starts(withoutWindows)) return withoutWindows;
  const problems = [installFromDebian(), installFromPlaywright()].filter(Boolean);
  const installed = findInstalled();
  if (installed) return installed;
  giveUp(
    `Os testes de navegador precisam do Chromium, e não foi possível instalá-lo:\n${problems.join("\n")}\n` +
      "Instale-o pelo sistema (em Debian: apt-get install chromium-headless-shell) ou informe o caminho em PLAYWRIGHT_CHROMIUM.",
  );
}

function findInstalled() {
  const { chromium } = createRequire(import.meta.url)("@playwright/test");
  return [withoutWindows, ...usual, chromium.executablePath()].find(starts);
}

function starts(file) {
  return (
    fs.existsSync(file) && spawnSync(file, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0
  );
}

function installFromDebian() {
  if (process.getuid?.() !== 0 || !fs.existsSync("/etc/debian_version")) return undefined;
  say("Instalando o Chromium para os testes de navegador");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { encoding: "utf8", env };
  spawnSync("apt-get", ["update", "-qq"], options);
  const result = spawnSync(
    "apt-get",
    ["install", "-y", "-qq", "--no-install-recommends", "chromium-headless-shell"],
    options,
  );
  return result.status === 0 ? undefined : reasonOf(result);
}

function installFromPlaywright() {
  if (findInstalled()) return undefined;
  say("Baixando o Chromium para os testes de navegador");
  const cli = path.join(root, "node_modules/@playwright/test/cli.js");
  const result = spawnSync(pinnedNode, [cli, "install", "chromium"], { encoding: "utf8" });
  return result.status === 0 ? undefined : reasonOf(result);
}

/** The line that says what went wrong: what follows it is the trace. */
function reasonOf({ error, stderr }) {
  const lines = stderr?.trim().split("\n") ?? [];
  return error?.message ?? lines.find((line) => /error|fail|unable/i.test(line)) ?? lines.at(-1) ?? "";
}
