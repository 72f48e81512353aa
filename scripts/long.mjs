import process from "node:process";
import { ensureDependencies } from "./install.mjs";

// npm run test:long    the long forms: kills, floods, fuzzing; minutes rather than seconds
ensureDependencies();
const { allChecks, runChecks } = await import("./checks.mjs");
const long = allChecks.filter((check) => check.long);
process.exit((await runChecks(long, process.argv.slice(2), { TEST_LONG: "1" })) ? 0 : 1);
