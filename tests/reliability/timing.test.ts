import { performance } from "node:perf_hooks";
import { beforeAll, expect, it } from "vitest";
import { pool } from "@/db";
import { makeCsrf } from "@/lib/accounts/csrf";
import { demoPerson } from "@/lib/demo/people";
import { createAccount, PASSWORD } from "../support/accounts";
import { errorOf, Visitor } from "../support/visitor";

const ROUNDS = process.env.TEST_LONG ? 200 : 15;
/** How far the lower quarters may lie apart: a skipped hash would be all of it. */
const APART = process.env.TEST_LONG ? 0.1 : 0.4;

/** Whose CPF is tried, always with a password that is not theirs. */
const TRIED = { "an account": "ana", "an account without password": "rita", nobody: "joao" } as const;

beforeAll(async () => {
  await createAccount("ana");
  await createAccount("rita", { passwordHash: null });
});

/** Milliseconds until a login is refused. */
async function refusal(cpf: string, password: string): Promise<number> {
  await pool.query("delete from attempts");
  const visitor = new Visitor();
  const cookie = makeCsrf();
  visitor.jar.set("next-auth.csrf-token", cookie);
  const form = { csrfToken: cookie.split("|")[0] ?? "", cpf, password, callbackUrl: "/" };
  const began = performance.now();
  const response = await visitor.ask("/api/auth/callback/credentials", { form });
  const took = performance.now() - began;
  expect(errorOf(response)).toBe("credentials");
  return took;
}

/** Slower answers tell of the machine, not of the login. */
const lowerQuarter = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 4)] ?? 0;

it("enumeration of CPFs by the time of the answer: known, unknown and without password take as long", async () => {
  const names = Object.keys(TRIED) as (keyof typeof TRIED)[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  for (const name of names) await refusal(demoPerson(TRIED[name]).cpf, PASSWORD.concat("!"));
  for (let round = 0; round < ROUNDS; round += 1) {
    // In turns, so that whatever else the machine does falls on all alike.
    for (const name of names.toSorted(() => Math.random() - 0.5)) {
      times[name]?.push(await refusal(demoPerson(TRIED[name]).cpf, `errada ${round}`));
    }
  }
  const typical = names.map((name) => lowerQuarter(times[name] ?? []));
  const told = names.map((name, at) => `${name}: ${typical[at]?.toFixed(1)} ms`).join(", ");
  expect((Math.max(...typical) - Math.min(...typical)) / Math.max(...typical), told).toBeLessThan(APART);
});
