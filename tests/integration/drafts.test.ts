import { v7 } from "uuid";
import { beforeEach, expect, test, vi } from "vitest";
import { DELETE, GET, PUT } from "@/app/api/drafts/[place]/route";
import { db, transact } from "@/db";
import { attachments } from "@/db/schema/attachments";
import { drafts } from "@/db/schema/catalog";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { deleteDraft } from "@/lib/drafts/mutations/delete-draft";
import { saveDraft } from "@/lib/drafts/mutations/save-draft";
import { sweepDrafts } from "@/lib/drafts/mutations/sweep-drafts";
import { findDraft } from "@/lib/drafts/queries";
import { servicePlace, ticketPlace } from "@/lib/place";
import { emptyDatabase } from "@/tests/support/database";
import { pdf, sendFile } from "@/tests/support/uploads";
import { createWorld, later, START, type World } from "@/tests/support/world";

let world: World;
let actor: UserActor | null;
let place: string;

vi.mock("@/lib/auth", () => ({
  actorOrResponse: async () => actor ?? Response.json({ error: { code: "login" } }, { status: 401 }),
}));

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  actor = world.ana;
  place = servicePlace(world.tax.id);
});

const context = (at = place) => ({ params: Promise.resolve({ place: encodeURIComponent(at) }) });
const request = (method: string, body?: unknown, site = "same-origin") =>
  new Request("http://localhost:3000/api/drafts/x", {
    method,
    headers: { "sec-fetch-site": site },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });

function put(save: { id: string; revision: number; content: unknown; owner?: string }, at = place) {
  return PUT(request("PUT", { owner: actor?.userId, ...save }), context(at));
}

async function begun(): Promise<string> {
  const id = v7();
  expect((await put({ id, revision: 0, content: {} })).status).toBe(200);
  return id;
}

test("a draft is begun, saved again and read back with its files", async () => {
  const id = v7();
  expect(await (await put({ id, revision: 0, content: { text: "oi" } })).json()).toMatchObject({
    outcome: "saved",
    id,
    revision: 1,
  });
  await put({ id, revision: 1, content: { text: "olá" } });
  const file = await sendFile(world.ana, { name: "a.pdf", bytes: pdf(), place, fieldId: "docs" }, START);
  const { draft } = await (await GET(request("GET"), context())).json();
  expect(draft).toMatchObject({ id, revision: 2, content: { text: "olá" } });
  expect(draft.files).toMatchObject([{ id: file.id, name: "a.pdf", fieldId: "docs" }]);
});

test("of two saves at once from the same revision one wins, and the other gets the winner's text", async () => {
  const id = await begun();
  const [one, two] = await Promise.all([
    put({ id, revision: 1, content: { text: "um" } }),
    put({ id, revision: 1, content: { text: "dois" } }),
  ]);
  expect([one.status, two.status].sort()).toEqual([200, 409]);
  const lost = await (one.status === 409 ? one : two).json();
  const kept = await findDraft(world.ana, place);
  expect(lost).toMatchObject({ outcome: "conflict", draft: { revision: 2, content: kept?.content } });
});

test("two tabs that begin at once share one draft", async () => {
  const answers = await Promise.all([1, 2, 3].map((n) => put({ id: v7(), revision: 0, content: { n } })));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
  expect(await db.$count(drafts)).toBe(1);
});

test("the words that are there already are saved, whoever brings them and from whatever revision", async () => {
  const id = v7();
  const words = { text: "fim", more: { a: 1, b: [2] } };
  for (const revision of [0, 0, 1]) {
    const answer = await put({ id, revision, content: words });
    expect([answer.status, (await answer.json()).revision]).toEqual([200, 1]);
  }
  await put({ id, revision: 1, content: { text: "outro" } });
  expect((await put({ id, revision: 1, content: words })).status).toBe(409);
  const again = { more: { b: [2], a: 1 }, text: "fim" };
  expect((await put({ id, revision: 2, content: again })).status).toBe(200);
  const late = await put({ id, revision: 1, content: words });
  expect([late.status, (await late.json()).revision]).toEqual([200, 3]);
  expect((await put({ id: v7(), revision: 0, content: words })).status).toBe(409);
});

test("a draft that was sent does not come back", async () => {
  const id = await begun();
  await transact((tx) => deleteDraft(tx, world.ana, place));
  const late = await put({ id, revision: 1, content: { text: "tarde" } });
  expect([late.status, await late.json()]).toEqual([410, { outcome: "gone" }]);
  expect(await findDraft(world.ana, place)).toBeNull();
});

test("sending the form takes its draft away", async () => {
  await begun();
  await world.open(world.ana);
  expect(await findDraft(world.ana, place)).toBeNull();
});

test("nobody reads, overwrites or discards somebody else's draft", async () => {
  const id = v7();
  await put({ id, revision: 0, content: { text: "de Ana" } });
  actor = world.bruno;
  expect(await (await GET(request("GET"), context())).json()).toEqual({ draft: null });
  expect((await put({ id, revision: 1, content: { text: "de Bruno" } })).status).toBe(410);
  expect((await put({ id, revision: 0, content: { text: "de Bruno" } })).status).toBe(410);
  await DELETE(request("DELETE"), context());
  expect((await findDraft(world.ana, place))?.content).toEqual({ text: "de Ana" });
});

test("text of one person does not land in the draft of another who logged in on the same page", async () => {
  actor = world.bruno;
  const answer = await put({ id: v7(), revision: 0, content: { text: "de Ana" }, owner: world.ana.userId });
  expect(answer.status).toBe(401);
  expect(await db.$count(drafts)).toBe(0);
});

test("drafts are refused without a session, from another site, and at places that are not theirs", async () => {
  const save = { id: v7(), revision: 0, content: {}, owner: world.ana.userId };
  expect((await PUT(request("PUT", save, "cross-site"), context())).status).toBe(403);
  expect((await DELETE(request("DELETE", undefined, "cross-site"), context())).status).toBe(403);
  await world.open(world.bruno);
  const [foreign] = await db.select({ id: tickets.id }).from(tickets);
  for (const at of [ticketPlace(foreign?.id ?? "", "reply"), "anywhere", servicePlace(v7())]) {
    expect((await put(save, at)).status).toBe(404);
    expect((await GET(request("GET"), context(at))).status).toBe(404);
  }
  const unreadable = { params: Promise.resolve({ place: "%E0" }) };
  expect((await GET(request("GET"), unreadable)).status).toBe(404);
  actor = null;
  expect((await put(save)).status).toBe(401);
  expect((await GET(request("GET"), context())).status).toBe(401);
});

test("what is no draft is refused: too long, no JSON, the wrong shape, a revision there cannot be", async () => {
  const long = await put({ id: v7(), revision: 0, content: { text: "a".repeat(300_000) } });
  expect(long.status).toBe(422);
  expect((await put({ id: v7(), revision: 2 ** 31, content: {} })).status).toBe(422);
  for (const body of ["{", "[]", '{"content":1}']) {
    expect((await PUT(request("PUT", body), context())).status).toBe(422);
  }
});

test("characters the database cannot keep are left out, and a deep text is cut", async () => {
  const id = v7();
  const deep = JSON.parse(`${'{"a":'.repeat(500)}1${"}".repeat(500)}`);
  const answer = await put({ id, revision: 0, content: { text: "a\u0000b\ud800", deep } });
  expect(answer.status).toBe(200);
  expect((await findDraft(world.ana, place))?.content).toMatchObject({ text: "ab\ufffd" });
});

test("throwing a draft away takes its unused files along, and no others", async () => {
  await begun();
  await sendFile(world.ana, { name: "a.pdf", bytes: pdf(), place }, START);
  const other = await sendFile(world.ana, { name: "b.pdf", bytes: pdf() }, START);
  expect((await DELETE(request("DELETE"), context())).status).toBe(204);
  expect(await findDraft(world.ana, place)).toBeNull();
  expect(await db.select({ id: attachments.id }).from(attachments)).toEqual([{ id: other.id }]);
});

test("drafts nobody touched for 90 days are swept", async () => {
  await saveDraft(world.ana, place, { id: v7(), revision: 0, content: { a: 1 } }, START);
  await saveDraft(world.bruno, place, { id: v7(), revision: 0, content: { a: 1 } }, later(60));
  expect(await sweepDrafts(later(91))).toBe(1);
  expect(await findDraft(world.ana, place)).toBeNull();
  expect(await findDraft(world.bruno, place)).not.toBeNull();
});
