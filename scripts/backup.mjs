import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { ensureDependencies, root } from "./install.mjs";
import { runProgram } from "./run.mjs";

// npm run backup -- pasta     uma cópia do banco e dos arquivos, sem parar o portal
// npm run restore -- pasta    de volta a um banco vazio e migrado
// npm run verify              confere se banco e arquivos estão íntegros
ensureDependencies();
const dotenv = path.join(root, ".env");
const settings = fs.existsSync(dotenv) ? ["--env-file", dotenv] : [];
process.exit(await runProgram("lib/backup/run.ts", process.argv.slice(2), settings));
