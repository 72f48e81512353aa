import { type Browser, type BrowserContext, chromium, expect as see } from "@playwright/test";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { freePort } from "@/db/embedded";
import { stories } from "../support/stories";
import { createWorld } from "../support/world";
import { Site } from "./site";
import { Visitor } from "./visitor";

// Before anything asks for the database: it is this file's own.
const durable = await vi.hoisted(async () => {
  const { Durable } = await import("./durable");
  return Durable.open();
});

const AWAY = "O portal está temporariamente indisponível";

let site: Site;
let browser: Browser;
let context: BrowserContext;
let number: number;

beforeAll(async () => {
  const world = await createWorld();
  number = await stories(world).assigned();
  site = await new Site({ port: await freePort(), env: { DATABASE_URL: durable.url } }).ready();
  const [visitor] = await Visitor.enter([world.ana], site.origin);
  browser = await chromium.launch({
    executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
  context = await browser.newContext({ baseURL: site.origin, locale: "pt-BR" });
  if (!visitor) throw new Error("nobody entered");
  await context.addCookies([{ ...visitor.session, url: site.origin }]);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await durable.close();
});

it("PostgreSQL goes and comes back before the eyes of people at their pages", async () => {
  const writing = await context.newPage();
  await writing.goto(`/chamados/${number}`);
  const editor = writing.getByRole("textbox", { name: "Resposta", exact: true });
  await editor.click();
  await editor.pressSequentially("Isto não pode se perder.");

  // A page that is being made at that very moment.
  const holder = new Client({ connectionString: durable.url });
  holder.on("error", () => {});
  await holder.connect();
  await holder.query("begin; lock table tickets in access exclusive mode");
  const caught = await context.newPage();
  const failed = caught.goto("/chamados");
  await vi.waitFor(async () => {
    // The page itself, past the check at its door: what the portal does of itself asks for no titles.
    await holder.query("select pg_stat_clear_snapshot()");
    const { rows } = await holder.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%"title"%'`,
    );
    expect(rows[0]?.n).toBeGreaterThan(0);
  }, 10_000);
  await durable.kill();

  expect((await failed)?.status()).toBe(500);
  await see(caught.getByRole("heading", { level: 1 })).toHaveText(AWAY, { timeout: 10_000 });

  const fresh = await context.newPage();
  const scripts: string[] = [];
  fresh.on("console", (message) => message.text().includes("Security") && scripts.push(message.text()));
  expect((await fresh.goto("/chamados"))?.status()).toBe(503);
  await see(fresh.getByRole("heading", { level: 1 })).toHaveText(AWAY);

  await writing.getByRole("button", { name: "Adicionar", exact: true }).click();
  await see(writing.getByText(`${AWAY}. O que você escreveu continua aqui`)).toBeVisible();
  await see(editor).toHaveText("Isto não pode se perder.");

  await durable.start();
  for (const page of [caught, fresh]) {
    await see(page.getByRole("heading", { level: 1 })).toHaveText("Meus chamados", { timeout: 15_000 });
  }
  await writing.getByRole("button", { name: "Adicionar", exact: true }).click();
  await see(writing.getByRole("main").getByText("Isto não pode se perder.")).toHaveCount(1);
  await see(editor).toHaveText("");
  expect(scripts).toEqual([]);
});
