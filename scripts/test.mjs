import process from "node:process";
import { ensureChromium } from "./chromium.mjs";
import { ensureDovecot } from "./dovecot.mjs";
import { ensureDependencies } from "./install.mjs";
import { giveUp } from "./steps.mjs";

// npm test                              everything
// npm test -- unit browser              these checks only
// npm test -- browser tests/e2e/x.spec  what is no check's name goes to the test runner
ensureDependencies();
const { allChecks, runChecks } = await import("./checks.mjs");
const names = new Set(allChecks.map((check) => check.name));
const given = process.argv.slice(2);
const wanted = new Set(given.filter((word) => names.has(word)));
if (given.length > 0 && wanted.size === 0) {
  giveUp(`Diga o que verificar antes do resto: ${[...names].join(", ")}.`);
}
const checks = allChecks.filter((check) => wanted.size === 0 || wanted.has(check.name));
const env = {
  ...(checks.some((check) => check.browser) ? { PLAYWRIGHT_CHROMIUM: ensureChromium() } : {}),
  ...(checks.some((check) => check.mail) ? { DOVECOT: ensureDovecot() } : {}),
};
const passed = await runChecks(
  checks,
  given.filter((word) => !names.has(word)),
  env,
);
process.exit(passed ? 0 : 1);
