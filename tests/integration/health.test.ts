import { afterEach, expect, test, vi } from "vitest";
import { GET } from "@/app/api/health/route";
import { pool } from "@/db";

afterEach(() => vi.restoreAllMocks());

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
