import fs from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { v7 } from "uuid";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { GET as getAttachment, DELETE as removeAttachment } from "@/app/api/attachments/[id]/route";
import { POST as postAttachment } from "@/app/api/attachments/route";
import { DELETE as dropDraft, GET as getDraft, PUT as putDraft } from "@/app/api/drafts/[place]/route";
import { GET as getEvents } from "@/app/api/events/route";
import { db } from "@/db";
import { attachments } from "@/db/schema/attachments";
import type { UserActor } from "@/lib/actor";
import { log } from "@/lib/log";
import { servicePlace, ticketPlace } from "@/lib/place";
import { edits, nastyTexts, spoil } from "../support/junk";
import { look, stories } from "../support/stories";
import { pdf } from "../support/uploads";
import { createWorld, type World } from "../support/world";

const RUNS = process.env.TEST_LONG ? 10_000 : 250;
const TIMEOUT = 600_000;

const session = vi.hoisted(() => ({ actor: null as UserActor | null }));
vi.mock("@/lib/auth", () => ({
  actorOrResponse: async () =>
    session.actor ?? Response.json({ error: { code: "login", message: "Entre." } }, { status: 401 }),
}));

const logged = vi.spyOn(log, "error");
afterEach(() => logged.mockClear());

let world: World;
let places: string[];
let file: string;

beforeAll(async () => {
  world = await createWorld();
  const story = stories(world);
  const { id } = await look(await story.assigned());
  const ended = await look(await story.resolved());
  places = [servicePlace(world.tax.id), ticketPlace(id, "reply"), ticketPlace(ended.id, "note")];
  session.actor = world.ana;
  const sent = await post("place=".concat(encodeURIComponent(places[0] ?? "")), multipart(), TYPE);
  file = (await sent.json()).id;
});

const who = fc.constantFrom<(keyof World & ("ana" | "bruno" | "marina" | "ada")) | null>(
  ...(["ana", "ana", "bruno", "marina", "ada"] as const),
  null,
);
const text = fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: "binary", maxLength: 40 }));
const place = fc.oneof(
  fc.nat(2).map((at) => () => places[at] ?? ""),
  fc.tuple(fc.nat(2), text).map(
    ([at, more]) =>
      () =>
        `${places[at]}${more}`,
  ),
  text.map((made) => () => made),
);

const ZIP = "PK\u0003\u0004";
const TYPE = "multipart/form-data; boundary=limite";

function multipart(name = "rg.pdf", content: Uint8Array = pdf()): Buffer {
  const head = `--limite\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from("\r\n--limite--\r\n")]);
}

const own = (init: RequestInit & { headers?: Record<string, string> }): RequestInit => ({
  ...init,
  headers: { "sec-fetch-site": "same-origin", ...init.headers },
});

function post(query: string, body: Uint8Array, type: string): Promise<Response> {
  const init = own({ method: "POST", body: new Uint8Array(body), headers: { "content-type": type } });
  return postAttachment(new Request(`http://localhost:3000/api/attachments?${query}`, init));
}

async function expectAnswer(response: Response): Promise<void> {
  expect(response.status, "status").toBeLessThan(500);
  expect(logged.mock.calls, "what went wrong inside").toEqual([]);
  await response.body?.cancel();
}

it("drafts: random bodies at random places", { timeout: TIMEOUT }, async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      who,
      place,
      edits,
      fc.constantFrom("PUT", "PUT", "PUT", "GET", "DELETE"),
      fc.option(fc.uint8Array({ maxLength: 60 })),
      async (name, at, changes, method, bytes) => {
        session.actor = name && world[name];
        const owner = session.actor?.userId ?? world.ana.userId;
        const content = { subjectId: "duvida", answers: { descricao: "Oi", plate: "ABC1234" }, files: [] };
        const body =
          bytes && bytes.length % 4 === 0
            ? new Uint8Array(bytes)
            : json({ id: v7(), revision: 0, owner, content }, changes);
        const request = new Request(
          "http://localhost:3000/api/drafts/x",
          own({ method, ...(method === "PUT" && { body }) }),
        );
        const handler = { PUT: putDraft, GET: getDraft, DELETE: dropDraft }[method] ?? putDraft;
        const response = await handler(request, { params: Promise.resolve({ place: at() }) });
        seen.add(response.status);
        await expectAnswer(response);
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect([...seen].sort()).toEqual(expect.arrayContaining([200, 204, 401, 404, 422]));
});

/** The value with changes as JSON; what cannot be written as JSON travels as it prints. */
function json(value: unknown, changes: Parameters<typeof spoil>[1]): string {
  const spoilt = spoil(value, changes);
  try {
    return JSON.stringify(spoilt) ?? "";
  } catch {
    return "{";
  }
}

it("uploads: random bytes, boundaries and addresses leave whole files or none", {
  timeout: TIMEOUT,
}, async () => {
  const cut = fc.record({ at: fc.nat(200), bytes: fc.uint8Array({ maxLength: 30 }), skip: fc.nat(40) });
  const type = fc.oneof(
    { weight: 6, arbitrary: fc.constant(TYPE) },
    {
      weight: 1,
      arbitrary: fc.stringMatching(/^[ -~]{0,60}$/).map((more) => `multipart/form-data; ${more}`),
    },
    { weight: 1, arbitrary: fc.stringMatching(/^[ -~]{0,60}$/) },
  );
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      who,
      place,
      text,
      type,
      fc.array(cut, { maxLength: 3 }),
      async (name, at, field, kind, cuts) => {
        session.actor = name && world[name];
        const query = new URLSearchParams({ place: at(), ...(cuts.length % 2 === 1 && { fieldId: field }) });
        // What claims to be an archive is looked into once it is stored.
        const archive = name === "bruno" && ZIP.concat(field);
        let body = archive ? multipart("rg.zip", Buffer.from(archive)) : multipart("rg.pdf", pdf(field));
        for (const { at: from, bytes, skip } of cuts) {
          body = Buffer.concat([body.subarray(0, from), bytes, body.subarray(from + skip)]);
        }
        const response = await post(String(query), body, kind);
        seen.add(response.status);
        await expectAnswer(response);
        // What one person may keep unused is limited: it becomes somebody else's.
        await db.update(attachments).set({ uploaderId: world.dario.userId });
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect([...seen].sort()).toEqual(expect.arrayContaining([201, 401, 404, 422]));
  const rows = await db.select({ key: attachments.storageKey }).from(attachments);
  expect(await storedKeys()).toEqual(rows.map(({ key }) => key).sort());
});

async function storedKeys(): Promise<string[]> {
  const root = path.resolve(process.env.STORAGE_DIR ?? "");
  const entries = await fs.readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

it("files and live events: random ids, ranges and places to go on from", { timeout: TIMEOUT }, async () => {
  const header = fc.stringMatching(/^[ -~]{0,40}$/);
  const range = fc.oneof(
    header,
    fc.tuple(fc.integer(), fc.integer()).map(([from, to]) => `bytes=${from}-${to}`),
  );
  const id = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: text });
  await fc.assert(
    fc.asyncProperty(who, id, text, range, header, async (name, made, variant, ranges, last) => {
      session.actor = name && world[name];
      const params = Promise.resolve({ id: made ?? file });
      const address = `http://localhost:3000/api/attachments/x?${new URLSearchParams({ v: variant })}`;
      const headers = { range: ranges, "if-range": last, "if-none-match": last, "last-event-id": last };
      await expectAnswer(await getAttachment(new Request(address, { headers }), { params }));
      if (made)
        await expectAnswer(
          await removeAttachment(new Request(address, own({ method: "DELETE" })), { params }),
        );
      await expectAnswer(
        await getEvents(new Request(`${address}&since=${encodeURIComponent(ranges)}`, { headers })),
      );
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});
