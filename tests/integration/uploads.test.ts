import { readdir, readlink } from "node:fs/promises";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, expect, test, vi } from "vitest";
import { DELETE, GET } from "@/app/api/attachments/[id]/route";
import { POST } from "@/app/api/attachments/route";
import { db } from "@/db";
import { attachments } from "@/db/schema/attachments";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { storeUpload } from "@/lib/attachments/mutations/store-upload";
import { sweepStorage, sweepUnclaimed } from "@/lib/attachments/mutations/sweep-unclaimed";
import { AppError } from "@/lib/errors";
import { servicePlace, ticketPlace } from "@/lib/place";
import type { RichDocument } from "@/lib/richtext/schema";
import { storage } from "@/lib/storage/place";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { emptyDatabase } from "@/tests/support/database";
import { docx, pdf, sendFile, storedFiles, zipOf } from "@/tests/support/uploads";
import { createWorld, later, START, type World } from "@/tests/support/world";

let world: World;
let actor: UserActor | null;

vi.mock("@/lib/auth", () => ({
  actorOrResponse: async () => actor ?? Response.json({ error: { code: "login" } }, { status: 401 }),
}));

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  actor = world.ana;
});

const SAID: RichDocument = {
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text: "Segue." }] }],
};

function upload(bytes: Uint8Array, name: string, options: { place?: string; headers?: HeadersInit } = {}) {
  const body = new FormData();
  body.set("file", new File([new Uint8Array(bytes)], name));
  const query = new URLSearchParams({ place: options.place ?? servicePlace(world.tax.id), fieldId: "docs" });
  return POST(
    new Request(`http://localhost:3000/api/attachments?${query}`, {
      method: "POST",
      body,
      headers: { "sec-fetch-site": "same-origin", ...options.headers },
    }),
  );
}

function get(id: string, variant = "original", headers: HeadersInit = {}) {
  const request = new Request(`http://localhost:3000/api/attachments/${id}?v=${variant}`, { headers });
  return GET(request, { params: Promise.resolve({ id }) });
}

async function expectNothingKept(work: () => Promise<Response>, status: number, words: RegExp) {
  const before = await storedFiles();
  const response = await work();
  expect(response.status).toBe(status);
  expect((await response.json()).error.message).toMatch(words);
  expect(await db.$count(attachments)).toBe(0);
  expect(await storedFiles()).toBe(before);
}

/** A photo lying on its side, as a phone writes it, saying where it was taken. */
const photo = () =>
  sharp({ create: { width: 400, height: 200, channels: 3, background: "#0a7" } })
    .withExif({
      IFD0: { Artist: "Ana", Orientation: "6" },
      IFD3: { GPSLatitudeRef: "S", GPSLatitude: "8/1 45/1 0/1" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

test("a PDF is kept as it was sent and comes back to its sender, to be saved and not shown", async () => {
  const response = await upload(pdf(), "Certidão.pdf");
  expect(response.status).toBe(201);
  const file = await response.json();
  expect(file).toEqual({
    id: expect.any(String),
    name: "Certidão.pdf",
    type: "application/pdf",
    size: pdf().length,
    width: null,
    height: null,
  });
  const got = await get(file.id);
  expect(Buffer.from(await got.arrayBuffer())).toEqual(pdf());
  expect(got.headers.get("content-disposition")).toMatch(/^attachment; filename="Certidao.pdf"/);
  expect(got.headers.get("x-content-type-options")).toBe("nosniff");
  expect(got.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(got.headers.get("cache-control")).toContain("private");
  expect((await get(file.id, "original", { "if-none-match": got.headers.get("etag") ?? "" })).status).toBe(
    304,
  );
  const part = await get(file.id, "original", { range: "bytes=0-3" });
  expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([
    206,
    "%PDF",
    `bytes 0-3/${pdf().length}`,
  ]);
});

test("a picture is shown upright from a copy that says nothing of where it was taken", async () => {
  const file = await (await upload(await photo(), "IMG_1.jpg")).json();
  expect([file.width, file.height]).toEqual([200, 400]);
  const view = await get(file.id, "view");
  const bytes = Buffer.from(await view.arrayBuffer());
  expect(view.headers.get("content-type")).toBe("image/webp");
  expect(view.headers.get("content-disposition")).toMatch(/^inline/);
  const metadata = await sharp(bytes).metadata();
  expect([metadata.width, metadata.height, metadata.exif]).toEqual([200, 400, undefined]);
  const thumb = await sharp(Buffer.from(await (await get(file.id, "thumb")).arrayBuffer())).metadata();
  expect(thumb.height).toBe(320);
  expect(Buffer.from(await (await get(file.id)).arrayBuffer())).toEqual(await photo());
});

test("office documents are known by what their container lists", async () => {
  const file = await (await upload(docx(), "Requerimento.final.docx")).json();
  expect(file.type).toMatch(/wordprocessingml/);
  const odt = zipOf([
    { name: "mimetype", text: "application/vnd.oasis.opendocument.text", stored: true },
    { name: "content.xml", text: "<x/>" },
  ]);
  expect((await (await upload(odt, "carta.odt")).json()).type).toMatch(/opendocument\.text$/);
});

test.each<[string, () => Uint8Array | Promise<Uint8Array>, string, RegExp]>([
  ["an SVG", () => Buffer.from("<svg onload='alert(1)'/>"), "logo.svg", /não é aceito/],
  ["a page named as a PDF", () => Buffer.from("<html><script>1</script>"), "nota.pdf", /não é aceito/],
  ["a program named as a picture", () => Buffer.from(`MZ${"\0".repeat(200)}`), "foto.png", /não é aceito/],
  ["a PDF named as a picture", () => pdf(), "foto.png", /o nome termina em “.png”/],
  ["a document named as plain ZIP", () => docx(), "tudo.zip", /documento do Word/],
  ["a plain ZIP named as a document", () => zipOf([{ name: "a.txt", text: "a" }]), "a.docx", /arquivo ZIP/],
  [
    "a document with macros",
    () =>
      zipOf([
        { name: "[Content_Types].xml" },
        { name: "word/document.xml" },
        { name: "word/vbaProject.bin" },
      ]),
    "a.docx",
    /macros/,
  ],
  [
    "a document with a program inside",
    () =>
      zipOf([
        { name: "[Content_Types].xml" },
        { name: "word/document.xml" },
        { name: "word/embeddings/a.exe" },
      ]),
    "a.docx",
    /documento contém programas/,
  ],
  ["a ZIP with a program inside", () => zipOf([{ name: "x/setup.exe", text: "MZ" }]), "a.zip", /programas/],
  [
    "a ZIP that unfolds without end",
    () => zipOf(Array.from({ length: 3 }, (_, n) => ({ name: `${n}.txt`, text: "0", unpacked: 4e8 }))),
    "a.zip",
    /grande demais/,
  ],
  ["a broken container", () => docx().subarray(0, 60), "a.docx", /corrompido/],
  ["a broken picture", async () => (await photo()).subarray(0, 700), "a.jpg", /corrompida/],
  [
    "a small picture that unfolds into too many points",
    () =>
      sharp({ create: { width: 12000, height: 9000, channels: 3, background: "#fff" } })
        .png()
        .toBuffer(),
    "a.png",
    /grandes demais/,
  ],
  [
    "binary data further on in a text",
    () => Buffer.from(`${"a".repeat(20000)}\0`),
    "a.txt",
    /outro conteúdo/,
  ],
  ["nothing", () => Buffer.alloc(0), "a.pdf", /vazio/],
])("%s is refused and leaves nothing", async (_what, make, name, words) => {
  const bytes = await make();
  await expectNothingKept(() => upload(bytes, name), 422, words);
});

test("a file over the limit is stopped while it streams and leaves nothing", async () => {
  await expectNothingKept(
    () => upload(Buffer.concat([pdf(), Buffer.alloc(26 * 1024 * 1024)]), "a.pdf"),
    422,
    /limite de 25 MB/,
  );
});

test("a large file passes through in pieces, with flat memory", async () => {
  const piece = Buffer.alloc(256 * 1024, 0x20);
  let left = (24 * 1024 * 1024) / piece.length;
  let highest = 0;
  // Only what is still held counts, not what waits to be collected.
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const held = () => {
    collect();
    const { external, arrayBuffers, heapUsed } = process.memoryUsage();
    return external + arrayBuffers + heapUsed;
  };
  const before = held();
  const body = new ReadableStream({
    start: (controller) =>
      controller.enqueue(
        Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'),
      ),
    pull(controller) {
      if (left % 8 === 0) highest = Math.max(highest, held() - before);
      left -= 1;
      controller.enqueue(left >= 0 ? Buffer.from(piece) : Buffer.from("\r\n--x--\r\n"));
      if (left < 0) controller.close();
    },
  });
  const response = await POST(
    new Request(`http://localhost:3000/api/attachments?place=${servicePlace(world.tax.id)}`, {
      method: "POST",
      body,
      duplex: "half",
      headers: { "sec-fetch-site": "same-origin", "content-type": "multipart/form-data; boundary=x" },
    } as RequestInit),
  );
  expect(response.status).toBe(201);
  expect((await response.json()).size).toBe(24 * 1024 * 1024 + 9);
  expect(highest).toBeLessThan(8 * 1024 * 1024);
});

test("nobody sends without a session, from another site, or to a place that is not theirs", async () => {
  expect((await upload(pdf(), "a.pdf", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
  await world.open(world.bruno);
  const [foreign] = await db.select({ id: tickets.id }).from(tickets);
  expect((await upload(pdf(), "a.pdf", { place: ticketPlace(foreign?.id ?? "", "reply") })).status).toBe(404);
  expect((await upload(pdf(), "a.pdf", { place: "anywhere" })).status).toBe(422);
  actor = null;
  expect((await upload(pdf(), "a.pdf")).status).toBe(401);
  expect(await db.$count(attachments)).toBe(0);
});

test.each(["multipart/form-data; boundary=", "multipart/form-data; x; boundary=y", "text/plain"])(
  "a body of the wrong kind is refused: %s",
  async (type) => {
    const request = new Request(`http://localhost:3000/api/attachments?place=${servicePlace(world.tax.id)}`, {
      method: "POST",
      body: "--y--",
      headers: { "sec-fetch-site": "same-origin", "content-type": type },
    });
    expect((await POST(request)).status).toBe(422);
  },
);

test("an upload broken off on the way leaves nothing", async () => {
  const before = await storedFiles();
  const parts = [
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n',
    "a".repeat(50_000),
  ];
  const body = new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part) controller.enqueue(new TextEncoder().encode(part));
      else controller.error(new Error("connection lost"));
    },
  });
  const request = new Request(`http://localhost:3000/api/attachments?place=${servicePlace(world.tax.id)}`, {
    method: "POST",
    body,
    duplex: "half",
    headers: { "sec-fetch-site": "same-origin", "content-type": "multipart/form-data; boundary=x" },
  } as RequestInit);
  expect((await POST(request)).status).toBe(422);
  expect(await db.$count(attachments)).toBe(0);
  expect(await storedFiles()).toBe(before);
});

test("an upload cancelled at the last moment leaves nothing", async () => {
  const before = await storedFiles();
  const cancelled = new AbortController();
  async function* bytes() {
    yield pdf();
    cancelled.abort();
  }
  const sent = storeUpload(
    world.ana,
    { place: "x", fieldId: null, name: "a.pdf", bytes: bytes(), limit: 1e6, signal: cancelled.signal },
    START,
  );
  await expect(sent).rejects.toBeInstanceOf(AppError);
  expect(await db.$count(attachments)).toBe(0);
  expect(await storedFiles()).toBe(before);
});

test.runIf(process.platform === "linux")("no upload leaves a file open, whatever became of it", async () => {
  await sendFile(world.ana, { name: "a.pdf", bytes: pdf() }, START);
  await sendFile(world.ana, { name: "IMG_1.jpg", bytes: await photo() }, START);
  await upload(new TextEncoder().encode("não é um pdf"), "a.pdf");
  await vi.waitFor(async () => expect(await openFiles()).toEqual([]));
});

/** Files of the storage that this process holds open. */
async function openFiles(): Promise<string[]> {
  const folder = path.resolve(process.env.STORAGE_DIR ?? "");
  const held = (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ""));
  return (await Promise.all(held)).filter((file) => file.startsWith(folder));
}

test("nobody fills the storage with files that belong to no ticket", async () => {
  const allowance = { files: 3, bytes: 1e6 };
  const sends = Array.from({ length: 6 }, () => {
    async function* bytes() {
      yield pdf();
    }
    return storeUpload(
      world.ana,
      { place: "x", fieldId: null, name: "a.pdf", bytes: bytes(), limit: 1e6 },
      START,
      allowance,
    );
  });
  const outcomes = await Promise.allSettled(sends);
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(3);
  expect(await db.$count(attachments)).toBe(3);
});

test("a file not yet sent is its sender's alone", async () => {
  const file = await sendFile(world.ana, { name: "a.pdf", bytes: pdf() }, START);
  for (const other of [world.bruno, world.marina, world.gilda, world.ada]) {
    actor = other;
    expect((await get(file.id)).status).toBe(404);
    expect((await remove(file.id)).status).toBe(404);
  }
  actor = world.ana;
  expect((await get(file.id)).status).toBe(200);
  expect((await remove(file.id)).status).toBe(204);
  expect((await get(file.id)).status).toBe(404);
});

function remove(id: string, site = "same-origin") {
  const request = new Request(`http://localhost:3000/api/attachments/${id}`, {
    method: "DELETE",
    headers: { "sec-fetch-site": site },
  });
  return DELETE(request, { params: Promise.resolve({ id }) });
}

test("a file of a ticket is for those who see it; the original of a picture for staff and its sender", async () => {
  const ticket = await world.open(world.clara);
  const file = await sendFile(world.clara, { name: "IMG_1.jpg", bytes: await photo() }, START);
  await addReply(world.clara, { number: ticket.number, body: SAID, files: [file.id] }, later(1));
  const colleague = { ...world.dario, institution: world.clara.institution };
  const exif = async () =>
    (await sharp(Buffer.from(await (await get(file.id)).arrayBuffer())).metadata()).exif !== undefined;

  for (const [reader, original] of [
    [world.clara, true],
    [world.marina, true],
    [world.gilda, true],
    [colleague, false],
  ] as const) {
    actor = reader;
    expect((await get(file.id, "view")).status).toBe(200);
    expect(await exif()).toBe(original);
  }
  for (const stranger of [world.ana, world.otto, world.ada, world.dario]) {
    actor = stranger;
    for (const variant of ["view", "thumb", "original"])
      expect((await get(file.id, variant)).status).toBe(404);
  }
  actor = world.clara;
  expect((await remove(file.id)).status).toBe(404);
});

test("a file of an internal note does not exist for the requester", async () => {
  const ticket = await world.open(world.ana);
  const file = await sendFile(world.marina, { name: "parecer.pdf", bytes: pdf() }, START);
  await addNote(world.marina, { number: ticket.number, body: SAID, files: [file.id] }, later(1));
  actor = world.ana;
  expect((await get(file.id)).status).toBe(404);
  actor = world.tiago;
  expect((await get(file.id)).status).toBe(200);
});

test("the sweep removes what is old, unused and without a draft, and bytes nobody knows", async () => {
  const place = servicePlace(world.tax.id);
  const old = await sendFile(world.ana, { name: "a.pdf", bytes: pdf(), place }, START);
  const fresh = await sendFile(world.ana, { name: "b.pdf", bytes: pdf(), place }, later(7));
  expect(await sweepUnclaimed(later(8))).toBe(1);
  expect((await get(old.id)).status).toBe(404);
  expect((await get(fresh.id)).status).toBe(200);

  async function* bytes() {
    yield pdf();
  }
  const lost = await storage().write(bytes());
  const tomorrow = new Date(Date.now() + 2 * 86_400_000);
  expect(await sweepStorage(new Date())).toBe(0);
  expect(await sweepStorage(tomorrow)).toBeGreaterThanOrEqual(1);
  await expect(storage().read(lost.key).toArray()).rejects.toMatchObject({ code: "ENOENT" });
  const [row] = await db.select().from(attachments).where(eq(attachments.id, fresh.id));
  expect(
    await storage()
      .read(row?.storageKey ?? "")
      .toArray(),
  ).not.toHaveLength(0);
});
