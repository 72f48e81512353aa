import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DraftKeeper } from "@/components/drafts/keeper";
import { LocalCopies } from "@/components/drafts/local-copy";
import { sameJson } from "@/components/drafts/same";
import type { Draft, DraftContent, DraftSave } from "@/lib/drafts/schema";

/** A server in small: one draft, the rules of the real one. */
class Server {
  draft: Draft | null = null;
  reachable = true;
  session = true;
  saves = 0;
  /** The save arrives, its answer does not. */
  loseAnswer = false;

  refusals = 0;
  /** The save arrives at once; its answer when this has happened. */
  answering: Promise<void> = Promise.resolve();

  readonly fetch = vi.fn(async (_url: string, init: RequestInit): Promise<Response> => {
    if (init.signal?.aborted || !this.reachable) throw new TypeError("Failed to fetch");
    if (!this.session) return Response.json({ error: { code: "login" } }, { status: 401 });
    if (init.method === "DELETE") {
      this.draft = null;
      return new Response(null, { status: 204 });
    }
    const answer = this.save(JSON.parse(String(init.body)));
    await this.answering;
    if (this.loseAnswer) throw new TypeError("Failed to fetch");
    return answer;
  });

  private save({ id, revision, content }: DraftSave): Response {
    const { draft } = this;
    const same = draft?.id === id && sameJson(draft.content, content);
    if (!same && (revision === 0 ? draft : draft?.id !== id || draft?.revision !== revision)) {
      this.refusals += 1;
      if (!draft) return Response.json({ outcome: "gone" }, { status: 410 });
      return Response.json({ outcome: "conflict", draft }, { status: 409 });
    }
    this.saves += 1;
    this.put(id, same ? draft.revision : revision + 1, content);
    return Response.json({ outcome: "saved", ...this.draft });
  }

  put(id: string, revision: number, content: DraftContent) {
    this.draft = { id, revision, content, savedAt: new Date().toISOString(), files: [] };
  }
}

let server: Server;
let shelf: Map<string, string>;
let filled: DraftContent[];
let place: string;
let pages = 0;

/** The page loads, with what the server has then. */
function openPage(initial = server.draft) {
  pages += 1;
  const keeper = new DraftKeeper({
    place,
    owner: "ana",
    initial,
    newId: `new-${pages}`,
    copies: new LocalCopies("ana", place, {
      getItem: (key) => shelf.get(key) ?? null,
      setItem: (key, value) => void shelf.set(key, value),
      removeItem: (key) => void shelf.delete(key),
    }),
    onContent: (content) => filled.push(content),
  });
  keeper.start();
  return keeper;
}

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  shelf = new Map();
  filled = [];
  place = `service:${pages}`;
  vi.stubGlobal("fetch", server.fetch);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("a pause in the typing saves once, with the last words", async () => {
  const page = openPage();
  for (const text of ["o", "ol", "olá"]) {
    page.change({ text });
    await wait(300);
  }
  expect(server.saves).toBe(0);
  await wait(1000);
  expect(server.saves).toBe(1);
  expect(server.draft?.content).toEqual({ text: "olá" });
  expect(page.snapshot()).toMatchObject({ status: "saved", id: server.draft?.id });
  expect(shelf.size).toBe(0);
});

test("whoever types without a pause is saved every few seconds", async () => {
  const page = openPage();
  for (let n = 0; n < 30; n += 1) {
    page.change({ n });
    await wait(400);
  }
  expect(server.saves).toBeGreaterThanOrEqual(2);
});

test("without a connection the text stays in the browser, and goes up when it is back", async () => {
  const page = openPage();
  server.reachable = false;
  page.change({ text: "longo" });
  await wait(1500);
  expect(page.snapshot().status).toBe("offline");
  expect(shelf.size).toBe(1);
  server.reachable = true;
  page.retry();
  await wait(10);
  expect(page.snapshot().status).toBe("saved");
  expect(server.draft?.content).toEqual({ text: "longo" });
  expect(shelf.size).toBe(0);
});

test("a page that died without a connection gives its text to the next one", async () => {
  server.reachable = false;
  openPage().change({ text: "quase perdido" });
  await wait(1500);
  server.reachable = true;
  const next = openPage();
  await wait(10);
  expect(filled).toEqual([{ text: "quase perdido" }]);
  expect(server.draft?.content).toEqual({ text: "quase perdido" });
  expect(next.snapshot().status).toBe("saved");
});

test("an expired session keeps the text and goes on after the login", async () => {
  const page = openPage();
  page.change({ text: "antes" });
  await wait(1500);
  server.session = false;
  page.change({ text: "antes e depois" });
  await wait(1500);
  expect(page.snapshot().status).toBe("login");
  server.session = true;
  page.retry();
  await wait(10);
  expect(server.draft?.content).toEqual({ text: "antes e depois" });
});

test("a page that goes away sends its last words", async () => {
  const page = openPage();
  page.change({ text: "tchau" });
  page.leave();
  expect(server.fetch.mock.calls[0]?.[1]).toMatchObject({ keepalive: true });
  await wait(10);
  expect(server.draft?.content).toEqual({ text: "tchau" });
  expect(shelf.size).toBe(0);
});

test("the last words may arrive after the next page has read the draft", async () => {
  const page = openPage();
  page.change({ text: "um" });
  await wait(1500);
  const read = server.draft;
  page.change({ text: "um, dois" });
  page.leave();
  const next = openPage(read);
  await wait(10);
  expect(filled).toEqual([{ text: "um, dois" }]);
  expect(next.snapshot().status).toBe("saved");
  expect(server.refusals).toBe(0);
});

test("a page left while a save was on its way is not taken for another tab", async () => {
  server.put("d", 1, { text: "base" });
  const page = openPage();
  page.change({ text: "um" });
  await wait(1000);
  expect(page.snapshot().status).toBe("saved");
  page.change({ text: "um, dois" });
  server.answering = new Promise(() => undefined);
  await wait(1000);
  page.change({ text: "um, dois, três" });
  page.leave();
  await wait(10);
  expect(server.draft?.content).toEqual({ text: "um, dois" });
  server.answering = Promise.resolve();
  const next = openPage();
  await wait(10);
  expect(next.snapshot()).toMatchObject({ status: "saved", conflict: null });
  expect(server.draft?.content).toEqual({ text: "um, dois, três" });
});

test("a form that leaves the screen saves after what is on its way", async () => {
  const page = openPage();
  server.answering = new Promise((resolve) => setTimeout(resolve, 3000));
  page.change({ text: "um" });
  await wait(1000);
  page.change({ text: "um, dois" });
  page.close();
  await wait(5000);
  expect(server.draft?.content).toEqual({ text: "um, dois" });
  expect(server.refusals).toBe(0);
  expect(shelf.size).toBe(0);
});

test("words too many for a page that goes away wait in the browser", async () => {
  openPage().change({ text: "a".repeat(70_000) });
  const page = openPage();
  page.change({ text: "b".repeat(70_000) });
  page.leave();
  expect(server.fetch).not.toHaveBeenCalled();
  openPage();
  await wait(10);
  expect(server.draft?.content).toEqual({ text: "b".repeat(70_000) });
});

test("an answer lost on the way is not taken for another tab", async () => {
  const page = openPage();
  server.loseAnswer = true;
  page.change({ text: "um", more: { b: 1, a: 2 } });
  await wait(1500);
  expect(page.snapshot().status).toBe("offline");
  server.loseAnswer = false;
  page.change({ text: "dois", more: { b: 1, a: 2 } });
  await wait(10_000);
  expect(page.snapshot().status).toBe("saved");
  expect(server.draft?.content).toMatchObject({ text: "dois" });
});

test("another tab's later version is never overwritten without a question", async () => {
  server.put("d", 1, { text: "base" });
  const one = openPage();
  const two = openPage();
  one.change({ text: "de um" });
  await wait(1500);
  two.change({ text: "de dois" });
  await wait(1500);
  expect(two.snapshot()).toMatchObject({ status: "conflict", conflict: { content: { text: "de um" } } });
  expect(server.draft?.content).toEqual({ text: "de um" });

  two.keepMine();
  await wait(10);
  expect(server.draft?.content).toEqual({ text: "de dois" });
  one.change({ text: "de um, outra vez" });
  await wait(1500);
  one.takeTheirs();
  expect(filled.at(-1)).toEqual({ text: "de dois" });
  await wait(5000);
  expect(server.draft?.content).toEqual({ text: "de dois" });
});

test("a form that was sent does not come back as a draft", async () => {
  const page = openPage();
  page.change({ text: "pedido" });
  await page.beforeSend();
  expect(server.draft?.content).toEqual({ text: "pedido" });
  server.draft = null;
  page.afterSend(true);
  page.change({ text: "pedido " });
  page.leave();
  await wait(10_000);
  expect(server.draft).toBeNull();
  expect(shelf.size).toBe(0);

  page.restart("next");
  page.change({ text: "outro pedido" });
  await wait(1500);
  expect(server.draft).toMatchObject({ id: "next", content: { text: "outro pedido" } });
});

test("a form that was not sent after all goes on being kept", async () => {
  const page = openPage();
  page.change({ text: "pedido" });
  await page.beforeSend();
  page.change({ text: "pedido, corrigido" });
  page.afterSend(false);
  await wait(1500);
  expect(server.draft?.content).toEqual({ text: "pedido, corrigido" });
});

test("a draft sent in another tab stays gone", async () => {
  server.put("d", 3, { text: "base" });
  const page = openPage();
  server.draft = null;
  page.change({ text: "mais" });
  await wait(1500);
  expect(page.snapshot().status).toBe("gone");
  page.change({ text: "e mais" });
  await wait(10_000);
  expect(server.draft).toBeNull();
});

test("a copy of a draft that was sent meanwhile is forgotten", async () => {
  server.put("d", 3, { text: "base" });
  const page = openPage();
  server.reachable = false;
  page.change({ text: "mais" });
  await wait(1500);
  server.reachable = true;
  server.draft = null;
  openPage();
  await wait(10);
  expect(filled).toEqual([]);
  expect(shelf.size).toBe(0);
});

test("throwing away a draft empties server and browser", async () => {
  const page = openPage();
  page.change({ text: "nada disso" });
  await wait(1500);
  expect(await page.discard("fresh")).toBe(true);
  expect(server.draft).toBeNull();
  expect(page.snapshot()).toMatchObject({ id: "fresh", status: "idle", savedAt: null });
});

test("the same JSON in another order of keys is the same", () => {
  expect(sameJson({ a: 1, b: [{ c: null, d: undefined }] }, { b: [{ c: null }], a: 1 })).toBe(true);
  expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({}, [])).toBe(false);
});
