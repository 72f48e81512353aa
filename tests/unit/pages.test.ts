import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isOverlong, openPages } from "@/scripts/pages.mjs";

/** A build in small: each page answers with its name, its query and what it was told. */
function build(folder: string): void {
  const write = (name: string, value: unknown) => {
    fs.mkdirSync(path.dirname(path.join(folder, ".next", name)), { recursive: true });
    fs.writeFileSync(
      path.join(folder, ".next", name),
      typeof value === "string" ? value : JSON.stringify(value),
    );
  };
  write("BUILD_ID", "b1\n");
  write("app-path-routes-manifest.json", {
    "/(a)/page": "/",
    "/(a)/chamados/[number]/page": "/chamados/[number]",
    "/api/x/route": "/api/x",
    "/_not-found/page": "/_not-found",
  });
  write("server/app-paths-manifest.json", {
    "/(a)/page": "home.js",
    "/(a)/chamados/[number]/page": "ticket.js",
    "/api/x/route": "x.js",
    "/_not-found/page": "missing.js",
  });
  write("prerender-manifest.json", { routes: { "/_not-found": {} } });
  write("routes-manifest.json", {
    dynamicRoutes: [{ page: "/chamados/[number]", regex: "^/chamados/([^/]+?)(?:/)?$" }],
    headers: [{ regex: "^/.*$", headers: [{ key: "X-Everywhere", value: "yes" }] }],
    rewrites: { beforeFiles: [], afterFiles: [], fallback: [] },
  });
  const page = (name: string) => `exports.handler = async (request, response, { waitUntil }) => {
    if (request.url.includes("fails")) throw new Error("no page");
    if (request.url.includes("breaks")) { response.write("half"); throw new Error("no more"); }
    waitUntil(new Promise((resolve) => setTimeout(() => { globalThis.guicheTestDone = true; resolve(); }, 50)));
    response.setHeader("Content-Type", "text/html");
    response.setHeader("X-Asked", request.url);
    response.end("${name} ".repeat(200));
  };`;
  write("server/home.js", page("home"));
  write("server/ticket.js", page("ticket"));
}

let folder: string;
let server: http.Server;
let pages: ReturnType<typeof openPages>;
let welcome: boolean;
const done = globalThis as { guicheTestDone?: boolean };

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "guiche-pages-"));
  build(folder);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

beforeEach(async () => {
  welcome = true;
  pages = openPages(folder, {
    arrive: async (_request: unknown, response: http.ServerResponse) => {
      if (welcome) response.setHeader("X-Arrived", "yes");
      return welcome;
    },
  });
  server = http.createServer(async (request, response) => {
    if (!(await pages.serve(request, response))) response.end("the usual way");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const ask = (address: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${address}`, init);
const first = async (address: string, init?: RequestInit) =>
  (await (await ask(address, init)).text()).split(" ")[0];

test("a page is asked itself, with the headers of every answer, and compressed where that is understood", async () => {
  expect(pages.routes).toEqual(["/", "/chamados/[number]"]);
  const answer = await ask("/chamados/00000017?a=b");
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "x-everywhere": "yes",
    "x-arrived": "yes",
    "content-encoding": "gzip",
    vary: "Accept-Encoding",
  });
  expect(await answer.text()).toBe("ticket ".repeat(200));
  expect(await first("/")).toBe("home");
});

test.each([
  "/chamados/17/",
  "//",
  "/chamados//17",
  "/chamados/a%2Fb",
  "/chamados/a%20b",
  "/api/x",
  "/_not-found",
  "/nowhere",
  "/?nxtPnumber=17",
  "/?%6extPnumber=17",
  "/?x=?&nxtPnumber=17",
  "/chamados/17?NXTIa=1",
])("%s goes the usual way", async (address) => {
  expect(await first(address)).toBe("the");
});

test("so do other methods, and headers in which only the framework's parts speak", async () => {
  for (const method of ["POST", "PUT", "DELETE"]) expect(await first("/", { method })).toBe("the");
  for (const name of [
    "x-middleware-skip",
    "x-now-route-matches",
    "x-matched-path",
    "x-nextjs-data",
    "next-resume",
  ])
    expect(await first("/", { headers: { [name]: "1" } })).toBe("the");
  welcome = false;
  expect(await first("/")).toBe("the");
});

test.each([
  ["/?_rsc=abc", "/"],
  ["/?q=a%20b&_rsc=abc", "/?q=a%20b"],
  ["/?a=1&_rsc&b=_rsc=2", "/?a=1&b=_rsc=2"],
  ["/?q=a?b&_rsc=2", "/?q=a?b"],
])("%s is asked for by the framework's router as %s", async (address, expected) => {
  expect((await ask(address, { headers: { rsc: "1" } })).headers.get("x-asked")).toBe(expected);
  expect((await ask(address)).headers.get("x-asked")).toBe(address);
});

describe("a screen that is offered", () => {
  const screens = new Map<string, () => Promise<unknown>>();
  const holder = globalThis as { guicheScreens?: unknown };
  beforeAll(() => {
    holder.guicheScreens = screens;
  });
  afterAll(() => {
    delete holder.guicheScreens;
  });
  beforeEach(() => screens.clear());
  const drawn = (more = {}) => ({ headers: { link: "</a>" }, body: Buffer.from("drawn é"), ...more });

  test("is drawn by itself, for its own route alone", async () => {
    screens.set("/chamados/[number]", async () => drawn());
    const answer = await ask("/chamados/17", { headers: { "accept-encoding": "identity" } });
    expect([answer.headers.get("content-length"), answer.headers.get("link")]).toEqual(["8", "</a>"]);
    expect(answer.headers.get("x-everywhere")).toBe("yes");
    expect(await answer.text()).toBe("drawn é");
    expect(await first("/")).toBe("home");
  });

  test("is left to its page where it has nothing to say, and where the router asks for data", async () => {
    screens.set("/", async () => null);
    expect(await first("/")).toBe("home");
    screens.set("/", async () => drawn());
    expect(await first("/")).toBe("drawn");
    expect(await first("/", { headers: { rsc: "1" } })).toBe("home");
    expect(await first("/", { method: "POST" })).toBe("the");
  });

  test("is waited for with what it wanted done afterwards", async () => {
    let after = false;
    const afterwards = () => new Promise((resolve) => setTimeout(resolve, 50)).then(() => (after = true));
    screens.set("/", async () => drawn({ afterwards }));
    expect(await first("/")).toBe("drawn");
    await pages.rest();
    expect(after).toBe(true);
  });
});

test("a page that fails before its first byte is tried the usual way; later, the answer breaks off", async () => {
  expect(await first("/?fails")).toBe("the");
  await expect(ask("/?breaks").then((answer) => answer.text())).rejects.toThrow();
});

test("an act of a page's scripts goes to its page; once begun it is never begun again", async () => {
  const act = { method: "POST", headers: { "next-action": "4f" } };
  expect(await first("/", act)).toBe("home");
  welcome = false;
  expect(await first("/", act)).toBe("the");
  welcome = true;
  const failed = await ask("/?fails", act);
  expect([failed.status, await failed.text()]).toEqual([500, ""]);
});

describe("an act that is offered", () => {
  const holder = globalThis as { guicheAct?: unknown };
  const post = { method: "POST", headers: { "next-action": "4f" } };
  afterEach(() => {
    delete holder.guicheAct;
  });
  const offer = (answer: (buildId: string) => unknown) => {
    holder.guicheAct = async (_request: unknown, buildId: string) => answer(buildId);
  };
  const answered = (more = {}) => ({
    headers: { "content-type": "text/x-component" },
    body: "é 1",
    afterwards: [],
    ...more,
  });

  test("is answered by itself, as part of this build", async () => {
    offer((buildId) => answered({ body: `é ${buildId}` }));
    const answer = await ask("/", { ...post, headers: { ...post.headers, "accept-encoding": "identity" } });
    expect([answer.headers.get("content-length"), answer.headers.get("content-type")]).toEqual([
      "5",
      "text/x-component",
    ]);
    expect(answer.headers.get("x-everywhere")).toBe("yes");
    expect(await answer.text()).toBe("é b1");
  });

  test("is left to its page where it has nothing to say, and never asked by who only looks", async () => {
    offer(() => null);
    expect(await first("/", post)).toBe("home");
    offer(() => answered());
    expect(await first("/")).toBe("home");
    welcome = false;
    expect(await first("/", post)).toBe("the");
  });

  test("is not begun again when it fails", async () => {
    offer(() => {
      throw new Error("half done");
    });
    const failed = await ask("/", post);
    expect([failed.status, await failed.text()]).toEqual([500, ""]);
  });

  test("is waited for with what it wanted done afterwards", async () => {
    let after = 0;
    const later = () => new Promise((resolve) => setTimeout(resolve, 50)).then(() => (after += 1));
    offer(() => answered({ afterwards: [later, later] }));
    expect(await first("/", post)).toBe("é");
    await pages.rest();
    expect(after).toBe(2);
  });
});

test("what a page wanted done after its answer is waited for at the end", async () => {
  done.guicheTestDone = false;
  await first("/");
  await pages.rest();
  expect(done.guicheTestDone).toBe(true);
});

test.each([
  ["/chamados?q=a&status=novo", false],
  [`/chamados?q=${"a%26".repeat(2_000)}`, false],
  [`/chamados?${"a&".repeat(199)}`, false],
  [`/chamados?${"a&".repeat(200)}`, true],
])("an address with more parameters than anybody means is known: %#", (url, expected) => {
  expect(isOverlong({ url })).toBe(expected);
});
