import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/attachments/route";
import { db } from "@/db";
import { attachments } from "@/db/schema/attachments";
import type { UserActor } from "@/lib/actor";
import { log } from "@/lib/log";
import { servicePlace } from "@/lib/place";
import { EICAR, TestClamd } from "../support/clamd";
import { emptyDatabase } from "../support/database";
import { pdf } from "../support/uploads";
import { createWorld, type World } from "../support/world";

const session = vi.hoisted(() => ({ actor: null as UserActor | null }));
vi.mock("@/lib/auth", () => ({ actorOrResponse: async () => session.actor }));

const clamd = new TestClamd();
let port: number;
let world: World;

beforeAll(async () => {
  port = await clamd.start();
  process.env.CLAMAV_ADDRESS = `127.0.0.1:${port}`;
});
afterAll(() => clamd.stop());
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  session.actor = world.ana;
  clamd.mood = "well";
  clamd.scanned.length = 0;
});

function upload(bytes: Uint8Array, name = "ofício.pdf") {
  const body = new FormData();
  body.set("file", new File([new Uint8Array(bytes)], name));
  const query = new URLSearchParams({ place: servicePlace(world.tax.id) });
  const headers = { "sec-fetch-site": "same-origin" };
  return POST(
    new Request(`http://localhost:3000/api/attachments?${query}`, { method: "POST", body, headers }),
  );
}

async function storedFiles(): Promise<number> {
  const root = path.resolve(process.env.STORAGE_DIR ?? "");
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

async function expectRefused(work: () => Promise<Response>, status: number, words: RegExp) {
  const before = await storedFiles();
  const response = await work();
  expect(response.status).toBe(status);
  expect((await response.json()).error.message).toMatch(words);
  expect(await db.$count(attachments)).toBe(0);
  expect(await storedFiles()).toBe(before);
}

test("a clean file is taken, after the scanner saw all of it", async () => {
  const large = Buffer.concat([pdf(), Buffer.alloc(3_000_000, "a")]);
  expect((await upload(large)).status).toBe(201);
  expect(clamd.scanned).toEqual([large.length]);
});

test("a virus in an upload: refused in words, written to the log by its name, and nothing is kept", async () => {
  const warned = vi.spyOn(log, "warn");
  await expectRefused(() => upload(pdf(EICAR)), 422, /antivírus encontrou/);
  await expectRefused(() => upload(Buffer.from(`linha\n${EICAR}`), "nota.txt"), 422, /antivírus encontrou/);
  expect(warned.mock.calls[0]).toEqual([{ signature: "Eicar-Test-Signature" }, "virus found in an upload"]);
});

test.each(["hangs up", "refuses size", "talks nonsense"] as const)(
  "a scanner that %s: the file is not taken unseen, and the person is told to try again",
  async (mood) => {
    clamd.mood = mood;
    await expectRefused(() => upload(pdf()), 503, /antivírus não está respondendo.*Tente de novo/);
    clamd.mood = "well";
    expect((await upload(pdf())).status).toBe(201);
  },
);

test("a scanner that is down: no file is taken until it is back", async () => {
  await clamd.stop();
  await expectRefused(() => upload(pdf()), 503, /antivírus não está respondendo/);
  await clamd.start(port);
  expect((await upload(pdf())).status).toBe(201);
});
