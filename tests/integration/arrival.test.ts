import type { IncomingMessage, ServerResponse } from "node:http";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionCookieName } from "@/lib/accounts/cookie";
import { PATH_HEADER } from "@/lib/accounts/rules";
import { arrive } from "@/lib/arrival";

const database = vi.hoisted(() => ({ there: true }));
vi.mock("@/lib/health/database", () => ({ databaseIsThere: async () => database.there }));

beforeEach(() => {
  database.there = true;
});

async function come(url: string, headers: Record<string, string> = {}, method = "GET") {
  const told: Record<string, string> = {};
  const response = { setHeader: (name: string, value: string) => Object.assign(told, { [name]: value }) };
  const request = { method, url, headers: { ...headers } };
  const welcome = await arrive(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  return { welcome, heard: request.headers as Record<string, string>, told };
}

const session = () => ({ cookie: `tema=dark; ${sessionCookieName()}=x` });

test("who has a session arrives, and the page learns its address and nonce from us alone", async () => {
  const forged = {
    ...session(),
    [PATH_HEADER]: "/forged",
    "x-nonce": "forged",
    "x-forwarded-host": "evil.example",
  };
  const { welcome, heard, told } = await come("/chamados?q=a%20b", forged);
  expect(welcome).toBe(true);
  expect(heard[PATH_HEADER]).toBe("/chamados?q=a%20b");
  expect(heard["x-forwarded-host"]).toBe(new URL(String(process.env.APP_URL)).host);
  expect(heard["x-nonce"]).toMatch(/^[\w+/]{22}==$/);
  expect(told["content-security-policy"]).toContain(`'nonce-${heard["x-nonce"]}'`);
  expect(heard["content-security-policy"]).toBe(told["content-security-policy"]);
});

test.each([
  ["/chamados", {}, false],
  ["/chamados", { cookie: `other-${sessionCookieName()}=x` }, false],
  ["/chamados", { cookie: `a=${sessionCookieName()}=x` }, false],
  ["/entrar/concluido", {}, true],
  ["/entrarx", {}, false],
  ["/demo/correio?para=a", {}, true],
])("%s with %o: %s", async (url, headers, expected) => {
  const { welcome, told } = await come(url, headers as Record<string, string>);
  expect(welcome).toBe(expected);
  if (!expected) expect(told).toEqual({});
});

test.each([
  [{ "sec-fetch-site": "same-origin" }, true],
  [{ "sec-fetch-site": "same-origin", origin: "https://evil.example" }, true],
  [{ "sec-fetch-site": "same-site", origin: String(process.env.APP_URL) }, false],
  [{ "sec-fetch-site": "cross-site" }, false],
  [{ origin: String(process.env.APP_URL) }, true],
  [{ origin: "https://evil.example" }, false],
  [{ origin: "null" }, false],
  [{}, false],
])("an act that says %o of where it comes from: %s", async (headers, expected) => {
  const { welcome } = await come(
    "/chamados",
    { ...session(), ...(headers as Record<string, string>) },
    "POST",
  );
  expect(welcome).toBe(expected);
});

test("while the database is away nobody arrives", async () => {
  database.there = false;
  const { welcome, heard, told } = await come("/", session());
  expect([welcome, heard, told]).toEqual([false, session(), {}]);
});
