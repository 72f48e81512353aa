import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { pinnedNode, root } from "./install.mjs";
import { projectEnv } from "./run.mjs";
import { paint, say } from "./steps.mjs";

const reports = path.join(root, "test-results/reports");
const bin = (name) => path.join(root, "node_modules", name);

const next = bin("next/dist/bin/next");
const vitest = (project) => ({
  commands: [
    [bin("vitest/vitest.mjs"), "run", "--project", project, "--reporter=default", "--reporter=json"],
  ],
  report: (file) => ({ args: [`--outputFile.json=${file}`], read: readVitest }),
});

/** In the order they run; the first that fails ends the run. */
export const allChecks = [
  {
    name: "lint",
    still: true,
    commands: [[bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."]],
  },
  {
    name: "types",
    still: true,
    commands: [
      [next, "typegen"],
      [bin("typescript/bin/tsc"), "--noEmit"],
    ],
  },
  { name: "dead-code", still: true, commands: [[bin("knip/bin/knip.js")]] },
  { name: "architecture", still: true, ...vitest("architecture") },
  { name: "audit", commands: [["scripts/audit.mjs"]] },
  { name: "unit", ...vitest("unit") },
  { name: "integration", mail: true, ...vitest("integration") },
  { name: "build", commands: [["scripts/build.mjs"], ["scripts/first-load.mjs"]] },
  { name: "reliability", long: true, browser: true, mail: true, ...vitest("reliability") },
  {
    name: "browser",
    browser: true,
    commands: [[bin("@playwright/test/cli.js"), "test", "--reporter=list,json"]],
    report: (file) => ({ args: [], env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file }, read: readPlaywright }),
  },
];

/** Runs the checks one after the other, prints a table of them and the sum of their tests; true if all passed. */
export async function runChecks(checks, passOn = [], env = {}) {
  fs.rmSync(reports, { recursive: true, force: true });
  fs.mkdirSync(reports, { recursive: true });
  const outcomes = [];
  for (const check of checks) {
    say(paint.soft(`── ${check.name}`));
    const outcome = await runCheck(check, passOn, env);
    outcomes.push(outcome);
    if (!outcome.passed) break;
  }
  summarise(checks, outcomes);
  return outcomes.every((outcome) => outcome.passed);
}

async function runCheck(check, passOn, env) {
  const startedAt = Date.now();
  const file = path.join(reports, `${check.name}.json`);
  const report = check.report?.(file);
  let code = 0;
  for (const command of check.commands) {
    const args = report ? [...command, ...report.args, ...passOn] : command;
    code ||= await run(args, { ...env, ...report?.env });
  }
  const counted = report && fs.existsSync(file) ? report.read(JSON.parse(fs.readFileSync(file, "utf8"))) : {};
  const counts = { passed: 0, failed: 0, skipped: 0, ...counted };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { passed: code === 0, counts, seconds: (Date.now() - startedAt) / 1000 };
}

async function run(args, env) {
  const child = spawn(pinnedNode, args, { cwd: root, env: { ...projectEnv, ...env }, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return code ?? 1;
}

function readVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

function readPlaywright({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

function summarise(checks, outcomes) {
  console.log("");
  for (const [index, check] of checks.entries()) {
    const outcome = outcomes[index];
    const name = check.name.padEnd(14);
    if (!outcome) {
      console.log(`  ${name} ${paint.soft("not run")}`);
      continue;
    }
    const { passed, failed, skipped } = outcome.counts;
    const tests = check.report ? `${passed} passed, ${failed} failed, ${skipped} skipped` : "";
    const word = outcome.passed ? paint.good("ok  ") : paint.bad("FAIL");
    console.log(`  ${name} ${word} ${outcome.seconds.toFixed(1).padStart(7)} s  ${tests}`.trimEnd());
  }
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome.counts[key], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
