import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { GET } from "@/app/api/attachments/[id]/route";
import { POST } from "@/app/api/attachments/route";
import { db } from "@/db";
import { attachments } from "@/db/schema/attachments";
import type { UserActor } from "@/lib/actor";
import { removeFile } from "@/lib/attachments/mutations/remove-file";
import { sweepStorage } from "@/lib/attachments/mutations/sweep-unclaimed";
import { servicePlace } from "@/lib/place";
import { S3Server, type Trouble } from "@/tests/support/s3";
import { pdf, sendFile, storedFiles } from "@/tests/support/uploads";
import { createWorld, START, type World } from "@/tests/support/world";

const s3 = await S3Server.start();
Object.assign(process.env, s3.settings);
let world: World;
const session = vi.hoisted(() => ({ actor: null as UserActor | null }));

vi.mock("@/lib/auth", () => ({ actorOrResponse: async () => session.actor }));
beforeAll(async () => {
  world = await createWorld();
  session.actor = world.ana;
});
afterEach(() => {
  s3.trouble = null;
});
afterAll(() => s3.stop());

function upload(): Promise<Response> {
  const body = new FormData();
  body.set("file", new File([new Uint8Array(pdf())], "a.pdf"));
  const headers = { "sec-fetch-site": "same-origin" };
  const address = `http://localhost:3000/api/attachments?place=${servicePlace(world.tax.id)}`;
  return POST(new Request(address, { method: "POST", body, headers }));
}

const get = (id: string) =>
  GET(new Request(`http://localhost:3000/api/attachments/${id}`), { params: Promise.resolve({ id }) });

const AWAY = /^O lugar onde os arquivos ficam não respondeu\. Tente de novo .+ Código [0-9a-f]{8}\.$/;

async function during<T>(trouble: Trouble, work: () => Promise<T>): Promise<T> {
  s3.trouble = trouble;
  try {
    return await work();
  } finally {
    s3.trouble = null;
  }
}

test.each(["refuses", "hangs up"] as const)(
  "an upload while the bucket %s is told so and leaves nothing",
  async (how) => {
    const response = await during(how, upload);
    expect([response.status, (await response.json()).error.message]).toEqual([
      503,
      expect.stringMatching(AWAY),
    ]);
    expect(await db.$count(attachments)).toBe(0);
    expect(await storedFiles()).toBe(0);
  },
);

test("a file that cannot be read now is told in words, and is there again afterwards", async () => {
  const file = await sendFile(world.ana, { name: "a.pdf", bytes: pdf() }, START);
  const response = await during("refuses", () => get(file.id));
  expect([response.status, (await response.json()).error.message]).toEqual([
    503,
    expect.stringMatching(AWAY),
  ]);
  const again = await get(file.id);
  expect(Buffer.from(await again.arrayBuffer())).toEqual(pdf());
});

test("an answer cut short on its way is no whole file for the browser either", async () => {
  const file = await sendFile(world.ana, { name: "a.pdf", bytes: pdf("x".repeat(200_000)) }, START);
  const response = await during("cuts", async () => {
    const begun = await get(file.id);
    return begun.arrayBuffer().then(
      () => "whole",
      () => "broken off",
    );
  });
  expect(response).toBe("broken off");
});

test("the portal hands files out itself: no address of the bucket leaves it", async () => {
  const file = await sendFile(world.ana, { name: "a.pdf", bytes: pdf() }, START);
  const response = await get(file.id);
  expect(response.status).toBe(200);
  const said = JSON.stringify([...response.headers, await response.text()]);
  expect(said).not.toContain(s3.settings.S3_ENDPOINT);
  expect(said).not.toContain("anexos");
});

test("what cannot be removed now is gone for people, and swept later", async () => {
  const file = await sendFile(world.ana, { name: "a.pdf", bytes: pdf() }, START);
  const before = await storedFiles();
  await during("refuses", () => removeFile(world.ana, file.id));
  expect((await get(file.id)).status).toBe(404);
  expect(await storedFiles()).toBe(before);
  await sweepStorage(new Date(Date.now() + 2 * 86_400_000));
  expect(await storedFiles()).toBe(before - 1);
});
