import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { root } from "./install.mjs";
import { giveUp } from "./steps.mjs";

// Ends the check of the build when a page needs more JavaScript before it can be used than it may.

/** The most JavaScript that each page may load before it can be used, in KB after gzip. */
export const LIMITS = [
  // Carries its script in itself, and nothing of the framework.
  { route: "/entrar", kilobytes: 10, carried: loginScript },
  { route: "/", kilobytes: 170 },
  { route: "/servicos/[slug]", kilobytes: 197 },
  { route: "/chamados", kilobytes: 168 },
  { route: "/chamados/[number]", kilobytes: 180 },
  { route: "/fila", kilobytes: 171 },
];

/** What comes only when somebody wants to use it, known by a word of its code that no minifier changes. */
const LATER = [
  { what: "o editor de texto", word: "ProseMirror" },
  { what: "o posicionamento de caixas flutuantes", word: "crossAxis" },
];

/** Each page's scripts as the server will name them in its HTML, by route. */
export function firstLoads() {
  const stats = JSON.parse(
    fs.readFileSync(path.join(root, ".next/diagnostics/route-bundle-stats.json"), "utf8"),
  );
  return new Map(stats.map(({ route, firstLoadChunkPaths }) => [route, firstLoadChunkPaths]));
}

/** The login's script, as the build put it into the page. */
function loginScript() {
  const built = JSON.parse(read(".next/required-server-files.json"));
  const script = built.config.env.LOGIN_SCRIPT;
  if (!script) giveUp("A construção não tem o script da página de entrada.");
  return script;
}

/** Size of scripts after gzip, in KB. */
export function weigh(files) {
  return files.reduce((sum, file) => sum + gzipSync(read(file)).length, 0) / 1024;
}

/** What of the things that must come later is in these scripts. */
export function foundEarly(files) {
  return LATER.filter(({ word }) => files.some((file) => read(file).includes(word))).map(({ what }) => what);
}

const read = (file) => fs.readFileSync(path.join(root, file));

function problems() {
  const pages = firstLoads();
  const heavy = LIMITS.map(({ route, kilobytes, carried }) => {
    const files = pages.get(route);
    if (Boolean(files) === Boolean(carried))
      return `A construção não tem a página ${route} como está na lista de limites.`;
    const weight = carried ? gzipSync(carried()).length / 1024 : weigh(files);
    console.log(`  ${route.padEnd(20)} ${weight.toFixed(1).padStart(6)} KB de ${kilobytes}`);
    if (weight <= kilobytes) return [];
    return `${route} precisa de ${weight.toFixed(1)} KB de JavaScript antes de ser usada; o limite é ${kilobytes} KB.`;
  });
  const early = [...pages].flatMap(([route, files]) =>
    foundEarly(files).map((what) => `${route} carrega ${what} antes que alguém precise dele.`),
  );
  return [...heavy.flat(), ...early, ...forgotten()];
}

/** A word that is in no script at all looks for nothing any more. */
function forgotten() {
  const folder = ".next/static/chunks";
  const scripts = fs.readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".js"));
  const present = foundEarly(scripts.map((name) => path.join(folder, name)));
  return LATER.filter(({ what }) => !present.includes(what)).map(
    ({ what, word }) => `Nenhum script contém "${word}": procure ${what} por outra palavra.`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = problems();
  if (found.length > 0) giveUp(found.join("\n"));
}
