import process from "node:process";
import { ensureChromium } from "./chromium.mjs";
import { ensureDovecot } from "./dovecot.mjs";
import { ensureDependencies } from "./install.mjs";

// npm run test:long    the long forms: kills, floods, fuzzing; minutes rather than seconds
ensureDependencies();
const { allChecks, runChecks } = await import("./checks.mjs");
const long = allChecks.filter((check) => check.long);
const env = { TEST_LONG: "1", PLAYWRIGHT_CHROMIUM: ensureChromium(), DOVECOT: ensureDovecot() };
process.exit((await runChecks(long, process.argv.slice(2), env)) ? 0 : 1);
