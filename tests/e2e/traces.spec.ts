import { cpfsIn, secretsIn } from "../support/secrets";
import { expect, test } from "./support/test";
import { readServerLog } from "./support/traces";

// Runs after all the others, over what the site wrote while they used it.

test("secrets and personal data in the log of this run: none", () => {
  const log = readServerLog();
  expect(secretsIn(log)).toEqual([]);
  expect(cpfsIn(log)).toEqual([]);
  expect(log).not.toMatch(/guiche-demo|[\w.]+@(correio|pessoa)\.example/);
});
