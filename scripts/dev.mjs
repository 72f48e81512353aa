import process from "node:process";
import { ensureDependencies } from "./install.mjs";
import { runProgram } from "./run.mjs";

ensureDependencies();
process.exit(await runProgram("lib/demo/run.ts", ["--dev", ...process.argv.slice(2)]));
