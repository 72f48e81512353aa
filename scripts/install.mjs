import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { giveUp, say } from "./steps.mjs";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const pinnedNode = path.join(root, "node_modules/.bin/node");

/** Makes node_modules what package-lock.json says, when it is not, and checks that the pinned Node works. */
export function ensureDependencies() {
  process.chdir(root);
  if (Number(process.versions.node.split(".")[0]) < 20) {
    giveUp(`É preciso Node 20 ou mais novo para começar; este é o ${process.versions.node}.`);
  }
  if (isStale()) install();
  const probe = spawnSync(pinnedNode, ["--version"], { encoding: "utf8" });
  if (probe.status !== 0) {
    giveUp(
      `O Node do projeto (${pinnedNode}) não funciona. Ele vem pelo script de instalação do pacote "node", ` +
        "que o npm pula quando ignore-scripts está ligado. Rode: npm rebuild node --ignore-scripts=false",
    );
  }
}

/** Compares the lockfile with the record that npm keeps of what it installed. */
function isStale() {
  const record = path.join(root, "node_modules/.package-lock.json");
  if (!fs.existsSync(record)) return true;
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const installed = readPackages(record);
  return Object.entries(wanted).some(([name, entry]) => {
    if (name === "") return false;
    const present = installed[name];
    return present ? present.version !== entry.version : !entry.optional;
  });
}

function readPackages(file) {
  return JSON.parse(fs.readFileSync(file, "utf8")).packages;
}

/** How to run npm: the one this was started by, where it was. */
export function npmCommand() {
  const npm = process.env.npm_execpath;
  return npm?.endsWith(".js") ? { command: process.execPath, args: [npm] } : { command: "npm", args: [] };
}

function install() {
  say("Instalando as dependências (cerca de um minuto na primeira vez)");
  const { command, args } = npmCommand();
  const result = spawnSync(command, [...args, "ci", "--loglevel=error", "--no-audit", "--no-fund"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "development" },
  });
  if (result.error) giveUp(`Não foi possível rodar o npm: ${result.error.message}`);
  if (result.status !== 0) {
    giveUp(`A instalação das dependências falhou:\n${result.stderr || result.stdout}`);
  }
}
