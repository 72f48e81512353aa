import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { emptyResource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { log } from "@/lib/log";
import { noteOutcome, requestFacts } from "@/lib/request";
import { summaryOf } from "@/lib/telemetry/queries";
import { type Names, readNames } from "@/lib/telemetry/routes";
import { scrubbed } from "@/lib/telemetry/scrub";
import { type Ended, watchRequests } from "@/lib/telemetry/watch";

let folder: string;
let names: Names;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "guiche-names-"));
  await mkdir(path.join(folder, "server"));
  const routes = {
    staticRoutes: [{ page: "/" }, { page: "/entrar" }, { page: "/api/health/live" }],
    dynamicRoutes: [
      { page: "/chamados/[number]", regex: "^/chamados/([^/]+?)(?:/)?$" },
      { page: "/api/drafts/[place]", regex: "^/api/drafts/([^/]+?)(?:/)?$" },
    ],
  };
  writeFileSync(path.join(folder, "routes-manifest.json"), JSON.stringify(routes));
  const actions = { node: { abc123: { exportedName: "addReply" } } };
  writeFileSync(path.join(folder, "server/server-reference-manifest.json"), JSON.stringify(actions));
  names = readNames(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["/", "/"],
  ["/entrar", "/entrar"],
  ["/chamados/00002172", "/chamados/[number]"],
  ["/api/drafts/ticket%3A1%3Areply", "/api/drafts/[place]"],
  ["/_next/static/chunks/a.js", "/_next"],
  ["/52998224725", "(none)"],
  ["/chamados/1/52998224725", "(none)"],
])("%s is told as %s", (address, route) => {
  expect(names.route(address)).toBe(route);
});

test("an action is told by its name, and one that is unknown not at all", () => {
  expect([names.action("abc123"), names.action("529"), names.action(undefined)]).toEqual([
    "addReply",
    undefined,
    undefined,
  ]);
  expect(readNames("/nowhere").route("/chamados/1")).toBe("(none)");
});

test.each([
  ["select a from tickets where cpf = '52998224725'", "select tickets"],
  ['insert into "messages" ("id") values ($1)', "insert messages"],
  ['update "users" set name = $1', "update users"],
  ["delete from drafts where user_id = $1", "delete drafts"],
  ["begin transaction isolation level repeatable read", "begin"],
  ["52998224725", "query"],
])("a query is told by verb and table: %s", (text, summary) => {
  expect(summaryOf(text).summary).toBe(summary);
});

test("a span leaves without addresses, values and messages, and keeps what it measures", () => {
  const span: ReadableSpan = {
    name: "GET /chamados/00002172?q=52998224725",
    kind: SpanKind.SERVER,
    spanContext: () => ({ traceId: "1".repeat(32), spanId: "2".repeat(16), traceFlags: 1 }),
    startTime: [1, 0],
    endTime: [2, 0],
    duration: [1, 0],
    ended: true,
    status: { code: SpanStatusCode.ERROR, message: "params: 52998224725" },
    attributes: {
      "http.target": "/chamados/00002172?q=52998224725",
      "next.span_name": "GET /chamados/00002172?q=52998224725",
      "http.url": "https://example/52998224725",
      "http.status_code": 500,
      "http.route": "/chamados/[number]",
      "next.route": "/52998224725",
    },
    links: [],
    events: [
      {
        name: "exception",
        time: [1, 0],
        attributes: { "exception.type": "Error", "exception.message": "52998224725" },
      },
      { name: "ana@pessoa.example", time: [1, 0] },
    ],
    resource: emptyResource(),
    instrumentationScope: { name: "next.js" },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
  const clean = scrubbed(span, names);
  const { name, status, attributes, events } = clean;
  expect(JSON.stringify({ name, status, attributes, events })).not.toMatch(/52998224725|@pessoa|00002172/);
  expect([clean.name, clean.duration, clean.spanContext().traceId]).toEqual([
    "GET (address)",
    [1, 0],
    "1".repeat(32),
  ]);
  expect(clean.attributes).toEqual({ "http.status_code": 500, "http.route": "/chamados/[number]" });
  expect(clean.events.map((event) => event.name)).toEqual(["exception", "event"]);
  expect(scrubbed({ ...span, name: "fetch GET https://s3.example/a?b=c" }, names).name).toBe("fetch GET");
  const drawn = "generateMetadata /(portal)/chamados/[number]/page";
  expect(scrubbed({ ...span, name: drawn }, names).name).toBe("generateMetadata /chamados/[number]");
  expect(scrubbed({ ...span, name: "POST /chamados/[number]" }, names).name).toBe("POST /chamados/[number]");
});

describe("requests", () => {
  const ended: Ended[] = [];
  const server = createServer(async (request, response) => {
    const before = requestFacts()?.id;
    await delay(Number(request.headers["x-wait"] ?? 0));
    if (request.url?.startsWith("/entrar")) noteOutcome("invalid");
    if (request.headers["x-never"]) return;
    response.statusCode = request.url === "/" ? 500 : 200;
    response.end(JSON.stringify([before, requestFacts()?.id]));
  });
  const written = vi.spyOn(log, "info").mockImplementation(() => {});
  const warned = vi.spyOn(log, "warn").mockImplementation(() => {});
  let origin: string;
  beforeAll(async () => {
    watchRequests({ names, proxied: true, observe: (one) => ended.push(one) });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    vi.restoreAllMocks();
  });

  test("each has an id of its own, in its answer and wherever it is worked on", async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const response = await fetch(`${origin}/chamados/${n}`, { headers: { "x-wait": String(n % 4) } });
        const id = response.headers.get("x-request-id");
        expect(await response.json()).toEqual([id, id]);
        return id;
      }),
    );
    expect(new Set(ids).size).toBe(20);
  });

  test("a proxy of ours may give the id; one that is no id is not believed", async () => {
    const idFor = async (given: string) =>
      (await fetch(origin, { headers: { "x-request-id": given } })).headers.get("x-request-id");
    expect(await idFor("proxy-0123456789")).toBe("proxy-0123456789");
    expect(await idFor("52998224725 ana@pessoa.example")).toMatch(/^[0-9a-f]{16}$/);
  });

  test("its line tells the route, how long it took and how it ended, and not what was asked", async () => {
    ended.length = 0;
    written.mockClear();
    const headers = { "next-action": "abc123", cookie: "s=secret" };
    await fetch(`${origin}/entrar?cpf=52998224725`, { method: "POST", headers, body: "ana" });
    await vi.waitFor(() => expect(ended).toHaveLength(1));
    const line = { method: "POST", route: "/entrar", status: 200, action: "addReply", outcome: "invalid" };
    expect(ended[0]).toMatchObject(line);
    const [facts, message] = written.mock.calls.at(-1) ?? [];
    expect(message).toBe("request");
    expect(facts).toMatchObject({ ...line, ms: expect.any(Number), requestId: expect.any(String) });
    expect(JSON.stringify(facts)).not.toMatch(/52998224725|secret|ana/);
  });

  test("one whose sender went away is told as such, and a failed one louder", async () => {
    ended.length = 0;
    warned.mockClear();
    await fetch(origin);
    await vi.waitFor(() => expect(warned).toHaveBeenCalledTimes(1));
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    socket.write("GET /chamados/1 HTTP/1.1\r\nhost: x\r\nx-never: 1\r\n\r\n");
    await delay(50);
    socket.destroy();
    await vi.waitFor(() =>
      expect(ended.at(-1)).toMatchObject({ route: "/chamados/[number]", aborted: true }),
    );
  });
});
