import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pool } from "@/db";
import { S3Server } from "@/tests/support/s3";

const holder = globalThis as typeof globalThis & { guicheLeaving?: boolean };

beforeEach(() => vi.resetModules());
afterEach(() => {
  holder.guicheLeaving = undefined;
  vi.unstubAllEnvs();
});

async function ready(): Promise<{ status: number; body: unknown }> {
  const { GET } = await import("@/app/api/health/ready/route");
  const response = await GET();
  expect(response.headers.get("cache-control")).toBe("no-store");
  return { status: response.status, body: await response.json() };
}

const READY = { status: 200, body: { status: "ready" } };
const NOT_READY = { status: 503, body: { status: "unavailable" } };

test("ready while database, tables and storage are there", async () => {
  expect(await ready()).toEqual(READY);
});

test("not ready once the server was asked to end, and alive all the same", async () => {
  holder.guicheLeaving = true;
  expect(await ready()).toEqual(NOT_READY);
  const { GET } = await import("@/app/api/health/live/route");
  expect(await GET().json()).toEqual({ status: "ok" });
});

test("not ready before the migrations of this version ran", async () => {
  const { rows } = await pool.query(
    "delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations) returning *",
  );
  expect(await ready()).toEqual(NOT_READY);
  await pool.query(
    "insert into drizzle.__drizzle_migrations (id, hash, created_at) values ($1, $2, $3)",
    Object.values(rows[0]),
  );
  vi.resetModules();
  expect(await ready()).toEqual(READY);
});

test("not ready, in time, when the database is away or silent; a busy pool changes nothing", async () => {
  const busy = await Promise.all(Array.from({ length: 20 }, () => pool.connect()));
  expect(await ready()).toEqual(READY);
  for (const client of busy) client.release();

  vi.resetModules();
  const address = new URL(process.env.DATABASE_URL ?? "");
  address.port = "9";
  vi.stubEnv("DATABASE_URL", address.href);
  expect(await ready()).toEqual(NOT_READY);

  vi.resetModules();
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  address.port = String((silent.address() as AddressInfo).port);
  vi.stubEnv("DATABASE_URL", address.href);
  const began = Date.now();
  expect(await ready()).toEqual(NOT_READY);
  expect(Date.now() - began).toBeGreaterThan(1_500);
  expect(Date.now() - began).toBeLessThan(4_000);
  silent.close();
});

test("not ready while the bucket refuses", async () => {
  const s3 = await S3Server.start();
  for (const [name, value] of Object.entries(s3.settings)) vi.stubEnv(name, value);
  expect(await ready()).toEqual(READY);
  vi.resetModules();
  s3.trouble = "refuses";
  expect(await ready()).toEqual(NOT_READY);
  await s3.stop();
});

test("not ready while the folder takes no file", async () => {
  const folder = `${process.env.STORAGE_DIR}-plain`;
  await writeFile(folder, "a file stands where the folder should be");
  vi.stubEnv("STORAGE_DIR", folder);
  expect(await ready()).toEqual(NOT_READY);
  await rm(folder);
});

test("asked by many at once it looks once", async () => {
  const { isReady } = await import("@/lib/health/readiness");
  const database = await import("@/db/index");
  const opened = vi.spyOn(database, "openConnection");
  await Promise.all(Array.from({ length: 50 }, () => isReady()));
  expect(opened).toHaveBeenCalledTimes(1);
});
