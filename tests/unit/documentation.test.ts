import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DEMO_NEWCOMER, DEMO_PEOPLE } from "@/lib/demo/people";
import { formatCpf } from "@/lib/identifiers/cpf";

it("the README names everybody who can log in to the demo", () => {
  const readme = readFileSync("README.md", "utf8");
  for (const { name, cpf, about } of DEMO_PEOPLE) {
    expect(readme).toMatch(new RegExp(`\\| ${formatCpf(cpf)} +\\| ${name} +\\| ${about} +\\|`));
  }
  expect(readme).toContain(`${DEMO_NEWCOMER.name} (${formatCpf(DEMO_NEWCOMER.cpf)})`);
});

it("the bench says how it is asked, and measures nothing then", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/bench.mjs", "--help"], {
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  const options = readFileSync("tests/load/bench.ts", "utf8").matchAll(/^ {4}(\w+): \{ type: "string"/gm);
  for (const [, name] of options) expect(stdout).toContain(`--${name} `);
});
