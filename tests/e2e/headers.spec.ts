import { readdirSync } from "node:fs";
import { getTicket } from "@/lib/tickets/queries";
import { pdf } from "./support/papers";
import { enter, newPerson } from "./support/people";
import { SCREENS, type Scene, setScene } from "./support/screens";
import { expect, test } from "./support/test";
import { openTicket, sendFile } from "./support/tickets";
import { readServerLog } from "./support/traces";

let scene: Scene;
test.beforeAll(async () => {
  scene = await setScene();
});

function directives(response: Response): Map<string, string[]> {
  const policy = response.headers.get("content-security-policy") ?? "";
  return new Map(
    policy.split(";").map((part) => {
      const [name = "", ...values] = part.trim().split(/\s+/);
      return [name, values] as const;
    }),
  );
}

const nonceOf = (policy: Map<string, string[]>) =>
  /^'nonce-(.{20,})'$/.exec(policy.get("script-src")?.find((value) => value.startsWith("'nonce")) ?? "")?.[1];

test("every page has a policy with a nonce of its own, and markup that keeps to it", async ({ baseURL }) => {
  const nonces = new Set<string>();
  const cookies = new Map<string, string>();
  const screens = SCREENS.filter((screen) => !screen.act);
  for (const screen of screens) {
    if (screen.as !== "nobody" && !cookies.has(screen.as)) {
      const { cookie } = await enter(scene[screen.as]);
      cookies.set(screen.as, `${cookie.name}=${cookie.value}`);
    }
    const address = typeof screen.address === "string" ? screen.address : screen.address(scene);
    const response = await fetch(new URL(address, baseURL), {
      headers: { cookie: cookies.get(screen.as) ?? "" },
      redirect: "manual",
    });
    const policy = directives(response);
    const nonce = nonceOf(policy) ?? "";
    const found = {
      script: policy.get("script-src"),
      style: policy.get("style-src"),
      object: policy.get("object-src"),
      base: policy.get("base-uri"),
      frames: policy.get("frame-ancestors"),
      sniffing: response.headers.get("x-content-type-options"),
      referrer: response.headers.get("referrer-policy"),
      opener: response.headers.get("cross-origin-opener-policy"),
      server: response.headers.get("x-powered-by"),
    };
    expect(found, address).toEqual({
      script: ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"],
      style: ["'self'", `'nonce-${nonce}'`],
      object: ["'none'"],
      base: ["'none'"],
      frames: ["'none'"],
      sniffing: "nosniff",
      referrer: "same-origin",
      opener: "same-origin",
      server: null,
    });
    nonces.add(nonce);
    const html = await response.text();
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(
      scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
      `${address}: scripts`,
    ).toEqual([]);
    const tags = html.replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, "").match(/<[a-z][^>]*>/gi) ?? [];
    expect(
      tags.filter((tag) => /\s(style|on[a-z]+)=/i.test(tag.replaceAll(/"[^"]*"/g, '""'))),
      `${address}: inline code`,
    ).toEqual([]);
  }
  expect(nonces.size).toBe(screens.length);
});

test("code in the markup does not run, and the browser's report of it reaches the log", async ({
  page,
  watch,
}) => {
  watch.expect(/CSP script-src|Content Security Policy/);
  const marker = `/entrar/${Date.now()}`;
  await page.goto("/entrar");
  await page.evaluate((path) => {
    history.replaceState(null, "", path);
    document.body.insertAdjacentHTML("beforeend", '<img alt="" src="data:," onerror="window.hostile = 1">');
  }, marker);
  await expect.poll(readServerLog).toContain(`"page":"${marker}"`);
  expect(await page.evaluate(() => Reflect.get(window, "hostile"))).toBeUndefined();
});

test("a file is handed over as a file, and can run nothing", async ({ baseURL }) => {
  const { actor, cookie } = await enter(scene.requester);
  const sent = await sendFile(actor, { name: "ofício.pdf", bytes: pdf() });
  await openTicket(actor, { files: [sent.id] });
  const response = await fetch(new URL(`/api/attachments/${sent.id}`, baseURL), {
    headers: { cookie: `${cookie.name}=${cookie.value}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-disposition")).toMatch(/^attachment;/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toContain("sandbox");
  expect(response.headers.get("content-type")).toBe("application/pdf");
});

test("another site can neither write here nor read", async ({ baseURL }) => {
  const { cookie, actor } = await enter(scene.requester);
  const place = encodeURIComponent(`ticket:${scene.tickets.opened.id}:reply`);
  const form = new FormData();
  form.append("file", new Blob([pdf()]), "x.pdf");
  const draft = { id: crypto.randomUUID(), owner: actor.userId, revision: 0, content: {} };
  const attempts: [string, RequestInit][] = [
    [`/api/attachments?place=${place}`, { method: "POST", body: form }],
    [`/api/drafts/${place}`, { method: "PUT", body: JSON.stringify(draft) }],
    [`/api/drafts/${place}`, { method: "DELETE" }],
  ];
  for (const origin of ["https://evil.example", "null", "http://localhost:1"]) {
    for (const [address, init] of attempts) {
      const headers = { cookie: `${cookie.name}=${cookie.value}`, origin };
      const response = await fetch(new URL(address, baseURL), { ...init, headers });
      expect([init.method, origin, response.status]).toEqual([init.method, origin, 403]);
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
    }
  }
});

test("another site cannot send an action in somebody's name", async ({ visit, watch, baseURL }) => {
  watch.expect(/the server responded with a status of 502|unexpected response/i);
  const { actor, cookie, page } = await visit(await newPerson());
  const { shown, number } = await openTicket(actor);
  await page.goto(`/chamados/${shown}`);
  let sent: { headers: Record<string, string>; body: string } | null = null;
  await page.route(`**/chamados/${shown}`, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const { "next-action": action = "", "content-type": type = "" } = route.request().headers();
    sent = {
      headers: { "next-action": action, "content-type": type, accept: "text/x-component" },
      body: route.request().postData() ?? "",
    };
    await route.fulfill({ status: 502, body: "" });
  });
  await page.getByRole("button", { name: "Cancelar chamado" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancelar chamado" }).click();
  await expect.poll(() => sent).not.toBeNull();

  const status = async () => (await getTicket(actor, number, new Date()))?.status;
  const send = async (from: Record<string, string>) => {
    const { headers, body } = sent ?? { headers: {}, body: "" };
    const response = await fetch(new URL(`/chamados/${shown}`, baseURL), {
      method: "POST",
      headers: { ...headers, ...from, cookie: `${cookie.name}=${cookie.value}` },
      body,
    });
    await response.body?.cancel();
    return response.status;
  };
  const foreign: Record<string, string>[] = [{ origin: "https://evil.example" }, { origin: "null" }, {}];
  for (const from of foreign) {
    expect([from, await send(from), await status()]).toEqual([from, 403, "new"]);
  }
  expect(await send({ origin: String(baseURL), "sec-fetch-site": "cross-site" })).toBe(403);
  // The same request from the portal's own page is what cancels it.
  expect([await send({ origin: String(baseURL) }), await status()]).toEqual([200, "cancelled"]);
});

test("no page is shown inside another site's", async ({ request }) => {
  const response = await request.get("/entrar");
  expect(response.headers()["x-frame-options"]).toBe("DENY");
});

test("what ends like a file is a page's address like any other; the files of the portal are served to all", async ({
  baseURL,
}) => {
  const ask = (address: string) => fetch(new URL(address, baseURL), { redirect: "manual" });
  for (const address of ["/chamados/x.png", "/servicos/a.txt", "/chamados/icon.svg", "/x.webmanifest"]) {
    const { status, headers } = await ask(address);
    expect([address, status, headers.get("location")]).toEqual([
      address,
      307,
      expect.stringContaining("/entrar?callbackUrl="),
    ]);
    const posted = await fetch(new URL(address, baseURL), {
      method: "POST",
      headers: { origin: "https://attacker.example", "next-action": "0".repeat(42) },
      body: "[]",
    });
    expect([address, posted.status]).toEqual([address, 403]);
  }
  for (const file of readdirSync("public"))
    expect([file, (await ask(`/${file}`)).status]).toEqual([file, 200]);
});
