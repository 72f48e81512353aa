import fc from "fast-check";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/csp-reports/route";
import { log } from "@/lib/log";
import { bring, junk } from "../support/junk";

const written = vi.spyOn(log, "warn").mockImplementation(() => {});
const failed = vi.spyOn(log, "error").mockImplementation(() => {});

let clock = Date.parse("2026-11-21T12:00:00Z");
beforeEach(() => {
  written.mockClear();
  // A minute of its own for each test.
  clock += 60_000;
  vi.setSystemTime(clock);
});

afterAll(() => {
  vi.useRealTimers();
});

const send = (body: BodyInit) =>
  POST(new Request("http://localhost:3000/api/csp-reports", { method: "POST", body }));
const told = () => written.mock.calls.map(([facts]) => Reflect.get(facts as object, "violation"));

const legacy = (report: object) => ({
  "csp-report": { "document-uri": "http://localhost:3000/fila", ...report },
});

test("a refused script is written down, as either kind of browser tells it", async () => {
  const old = legacy({
    "document-uri": "http://localhost:3000/chamados/12?q=segredo",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/x.js?token=1",
    "source-file": "http://localhost:3000/_next/static/a.js",
    "line-number": 7,
    "script-sample": "alert('segredo')",
  });
  const body = { effectiveDirective: "style-src", blockedURL: "inline", sample: "segredo" };
  const recent = [
    { type: "csp-violation", url: "http://localhost:3000/fila", age: 1, user_agent: "x", body },
    { type: "deprecation", url: "http://localhost:3000/fila", body },
  ];
  expect((await send(JSON.stringify(old))).status).toBe(204);
  expect((await send(JSON.stringify(recent))).status).toBe(204);
  expect(told()).toEqual([
    {
      directive: "script-src-elem",
      blocked: "https://evil.example",
      page: "/chamados/12",
      source: "/_next/static/a.js",
      line: 7,
    },
    { directive: "style-src", blocked: "inline", page: "/fila", source: null, line: null },
  ]);
});

test("a report says nothing of a person: no search, no sample, no CPF", async () => {
  const cpf = "529.982.247-25";
  const report = legacy({
    "document-uri": `http://localhost:3000/pessoas/${cpf}?q=${cpf}#${cpf}`,
    "effective-directive": `${cpf} script-src`,
    "blocked-uri": `https://evil.example/${cpf}`,
    "source-file": `http://localhost:3000/a/52998224725.js?${cpf}`,
    "script-sample": cpf,
    referrer: `https://mail.example/?cpf=${cpf}`,
  });
  await send(JSON.stringify(report));
  expect(told()).toHaveLength(1);
  expect(JSON.stringify(told())).not.toMatch(/529|mail\.example/);
});

test("reports of other sites, and what is no report, are left aside; what is too long is refused", async () => {
  await send(JSON.stringify(legacy({ "document-uri": "https://evil.example/" })));
  await send("{");
  expect(told()).toEqual([]);
  expect((await send("[".repeat(20_000))).status).toBe(422);
});

test("a flood of reports writes sixty lines a minute and no more", async () => {
  const body = JSON.stringify(legacy({ "effective-directive": "script-src" }));
  const answers = [];
  for (let count = 0; count < 100; count += 1) answers.push((await send(body)).status);
  expect(told()).toHaveLength(60);
  expect(answers.at(-1)).toBe(429);
  vi.setSystemTime(clock + 61_000);
  expect((await send(body)).status).toBe(204);
});

test("no report makes the endpoint fail", async () => {
  const part = fc.oneof(junk, fc.webUrl(), fc.constant("http://localhost:3000/%E0%A4%A"));
  const names = ["document-uri", "effective-directive", "blocked-uri", "source-file", "line-number"];
  const report = fc.oneof(
    fc.dictionary(fc.constantFrom(...names), part).map(legacy),
    fc.array(
      fc.record({ type: fc.constant("csp-violation"), url: part, body: fc.dictionary(fc.string(), part) }),
    ),
    junk,
  );
  await fc.assert(
    fc.asyncProperty(report, async (raw) => {
      clock += 2000;
      vi.setSystemTime(clock);
      let body: string;
      try {
        body = JSON.stringify(bring(raw)) ?? "";
      } catch {
        return;
      }
      expect((await send(body)).status).toBeLessThan(500);
      expect(failed.mock.calls).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
