import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GET } from "@/app/api/health/route";
import { pool, pulse } from "@/db";

let now = Date.now();

// Long after whatever was heard of the database before.
beforeEach(() => {
  now += 10_000;
  vi.useFakeTimers({ toFake: ["Date"], now });
  pulse.answeredAt = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("healthy while the database answers", async () => {
  const response = await GET();
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toMatchObject({ status: "ok", database: "ok", version: expect.any(String) });
});

test("unavailable when the database fails", async () => {
  vi.spyOn(pool, "query").mockImplementation(() => Promise.reject(new Error("connection refused")));
  const response = await GET();
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ status: "error", database: "error" });
});

test("unavailable within a few seconds when the database hangs", async () => {
  vi.spyOn(pool, "query").mockImplementation(() => new Promise(() => {}));
  expect((await GET()).status).toBe(503);
});

test("asks once for however many want to know, and not again for a second", async () => {
  const query = vi.spyOn(pool, "query");
  await Promise.all(Array.from({ length: 50 }, () => GET()));
  await GET();
  expect(query).toHaveBeenCalledTimes(1);
});
