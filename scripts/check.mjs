import process from "node:process";
import { ensureDependencies } from "./install.mjs";

// What needs neither database nor browser: format, lint, types, dead code, architecture.
ensureDependencies();
const { allChecks, runChecks } = await import("./checks.mjs");
process.exit((await runChecks(allChecks.filter((check) => check.still))) ? 0 : 1);
