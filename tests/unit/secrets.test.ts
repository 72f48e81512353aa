import { expect, test } from "vitest";
import { cpfsIn, secretsIn } from "../support/secrets";

const settings = { NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef" };

test("the scan for secrets finds what it looks for", () => {
  for (const text of [
    `{"secret":"${settings.NEXTAUTH_SECRET}"}`,
    "connect postgres://guiche:senha@localhost/guiche",
    "-----BEGIN RSA PRIVATE KEY-----",
    "$argon2id$v=19$m=19456",
    "cookie eyJhbGciOiJkaXIifQ..bm9uY2Vub25jZQ.Y2lwaGVyY2lwaGVy.dGFndGFndGFn end",
    "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMTEifQ.c2lnbmF0dXJlc2ln",
  ]) {
    expect(secretsIn(text, settings), text).not.toEqual([]);
  }
  expect(secretsIn("postgres:// e eyJ não são segredos", settings)).toEqual([]);
});

test("the scan for CPFs finds both spellings, and takes no other number for one", () => {
  expect(cpfsIn('de "529.982.247-25" e 11144477735, 52998224725.')).toEqual([
    "529.982.247-25",
    "11144477735",
  ]);
  expect(cpfsIn("/pessoas?q=52998224725&x=1")).toEqual(["52998224725"]);
  expect(cpfsIn("529.982.247-26, 11111111111, 015299822472512, a52998224725b")).toEqual([]);
});
