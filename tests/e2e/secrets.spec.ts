import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { cpfsIn, secretsIn } from "../support/secrets";
import { enter } from "./support/people";
import { SCREENS, type Scene, setScene } from "./support/screens";
import { expect, test } from "./support/test";

const STATIC = ".next/static";

/** Words of code that must never travel: settings, passwords, queries. */
const SERVER_ONLY =
  /NEXTAUTH_SECRET|GOVBR_CLIENT_SECRET|DATABASE_URL|STORAGE_DIR|argon2|pg_advisory|insert into|revoked_at|password_hash/i;

test("secrets in the browser's bundle: no setting, no code of the server, no CPF, no source map", () => {
  const files = readdirSync(STATIC, { recursive: true, encoding: "utf8" });
  const scripts = files.filter((file) => /\.(js|css|json)$/.test(file));
  expect(scripts.length).toBeGreaterThan(10);
  expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
  for (const file of scripts) {
    const text = readFileSync(path.join(STATIC, file), "utf8");
    const found = { secrets: secretsIn(text), server: SERVER_ONLY.exec(text)?.[0], cpfs: cpfsIn(text) };
    expect(found, file).toEqual({ secrets: [], server: undefined, cpfs: [] });
  }
});

let scene: Scene;
test.beforeAll(async () => {
  scene = await setScene();
});

test("secrets in pages, and CPFs in the addresses they lead to", async ({ baseURL }) => {
  const screens = SCREENS.filter((screen) => !screen.act);
  expect(screens.length).toBeGreaterThan(10);
  for (const screen of screens) {
    const address = typeof screen.address === "string" ? screen.address : screen.address(scene);
    const headers: Record<string, string> = {};
    if (screen.as !== "nobody") {
      const { cookie } = await enter(scene[screen.as]);
      headers.cookie = `${cookie.name}=${cookie.value}`;
    }
    const response = await fetch(new URL(address, baseURL), { headers, redirect: "manual" });
    const html = await response.text();
    expect(secretsIn(html), address).toEqual([]);
    const links = [...html.matchAll(/\s(?:href|action|src)="([^"]*)"/g)].map(([, link]) => link ?? "");
    // The demo's mailbox is found by addresses that these tests made of CPFs.
    const carrying = links.filter(
      (link) => !link.startsWith("/demo/") && cpfsIn(decodeURIComponent(link)).length > 0,
    );
    expect(carrying, address).toEqual([]);
  }
});
