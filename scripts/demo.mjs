import process from "node:process";
import { ensureDependencies } from "./install.mjs";
import { runProgram } from "./run.mjs";

ensureDependencies();
process.exit(await runProgram("lib/demo/run.ts", process.argv.slice(2)));
