import path from "node:path";
import process from "node:process";
import { ensureChromium } from "./chromium.mjs";
import { ensureDependencies } from "./install.mjs";
import { runProgram } from "./run.mjs";

// npm run lighthouse                   o login, o início, um serviço e um chamado, três vezes cada
// npm run lighthouse -- ticket home    só estas páginas
// npm run lighthouse -- --runs 1       uma vez cada
ensureDependencies();
const env = { CHROME_PATH: ensureChromium() };
process.exit(await runProgram(path.join("tests", "load", "lighthouse.ts"), process.argv.slice(2), [], env));
