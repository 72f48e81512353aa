import { spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import MailboxPage from "@/app/(public)/demo/correio/page";
import LoginPage from "@/app/(public)/entrar/molde/page";
import { MOULD_HEADER } from "@/lib/mould/kept";

const settings = vi.hoisted(() => ({ GUICHE_DEMO: false, APP_URL: "https://atendimento.example.gov.br" }));
vi.mock("@/lib/env", async (original) => ({
  ...(await original<typeof import("@/lib/env")>()),
  env: () => ({ ...process.env, ...settings }),
}));
const asked = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => asked.headers }));
vi.mock("next/navigation", () => ({
  notFound: () => {
    throw new Error("not found");
  },
}));
vi.mock("next/server", () => ({ after: () => undefined }));

/** As this portal marks its own request. */
const mark = (secret = process.env.NEXTAUTH_SECRET ?? "") =>
  createHmac("sha256", secret).update(MOULD_HEADER).digest("hex");

beforeEach(() => {
  settings.GUICHE_DEMO = false;
  asked.headers.set(MOULD_HEADER, mark());
});

/** Names of the components a page is made of. */
function partsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (typeof node !== "object" || node === null || !("props" in node)) return [];
  const { type, props } = node as { type?: { name?: string } | string; props: { children?: unknown } };
  const own =
    typeof type === "function" || typeof type === "object" ? [String(Reflect.get(type, "name"))] : [];
  return [...own, ...partsOf(props.children)];
}

const login = async () =>
  partsOf(await LoginPage({ params: Promise.resolve({}), searchParams: Promise.resolve({}) }));
test("the login page to be filled in is there for the portal itself and for nobody else", async () => {
  const marks = [null, "", "é", mark("another secret"), mark().slice(1), `${mark()}0`];
  for (const given of marks) {
    if (given === null) asked.headers.delete(MOULD_HEADER);
    else asked.headers.set(MOULD_HEADER, given);
    await expect(login(), String(given)).rejects.toThrow("not found");
  }
});

const mailbox = () => MailboxPage({ searchParams: Promise.resolve({}) });

test("demo doors left open: outside the demo the login shows no list of people", async () => {
  expect(await login()).toContain("LoginPanel");
  expect(await login()).not.toContain("DemoSection");
  settings.GUICHE_DEMO = true;
  expect(await login()).toContain("DemoSection");
});

test("demo doors left open: outside the demo there is no mailbox", async () => {
  await expect(mailbox()).rejects.toThrow("not found");
  settings.GUICHE_DEMO = true;
  expect(partsOf(await mailbox())).toContain("MailboxIntro");
});

const SERVER = {
  DATABASE_URL: "postgres://guiche:secret@localhost:1/guiche",
  NEXTAUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
  GOVBR_ISSUER: "http://localhost:1",
  GOVBR_CLIENT_ID: "guiche",
  GOVBR_CLIENT_SECRET: "only-for-tests",
};

test.each([
  [
    "without the demo's switch",
    { APP_URL: "http://localhost:3000", GUICHE_DEMO: "0" },
    /só existe na demonstração/,
  ],
  [
    "for a portal that others reach",
    { APP_URL: "https://example.gov.br", GUICHE_DEMO: "1" },
    /GUICHE_DEMO: só é aceita/,
  ],
])("demo doors left open: the simulated gov.br does not start %s", (_when, given, words) => {
  const { PATH } = process.env;
  const env = {
    PATH,
    NODE_ENV: "production" as const,
    TSX_TSCONFIG_PATH: "scripts/tsconfig.json",
    ...SERVER,
    ...given,
  };
  const child = spawnSync(process.execPath, ["--import", "tsx", "lib/demo/govbr-server.ts"], {
    env,
    encoding: "utf8",
    timeout: 15_000,
  });
  expect(child.status).toBe(1);
  expect(child.stderr).toMatch(words);
});

test("demo doors left open: a place where a test may end the process is none outside the demo", async () => {
  const killed = vi.spyOn(process, "kill").mockReturnValue(true);
  const pass = async (demo: string) => {
    vi.resetModules();
    vi.stubEnv("GUICHE_DEMO", demo);
    vi.stubEnv("FAULT_POINT", "committed");
    (await import("@/lib/fault")).faultPoint("committed");
    vi.unstubAllEnvs();
    return killed.mock.calls.length;
  };
  expect(await pass("0")).toBe(0);
  expect(await pass("1")).toBe(1);
  killed.mockRestore();
});
