import { v7 } from "uuid";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openConnection, pool } from "@/db";
import type { UserActor } from "@/lib/actor";
import { relay } from "@/lib/events/relay";
import { mayConcern } from "@/lib/live/concern";
import { LiveHub } from "@/lib/live/hub";
import { circlesOf, noticesFor } from "@/lib/live/queries";
import { liveStream } from "@/lib/live/stream";
import { readAll } from "@/lib/notices/mutations/read-all";
import type { RichDocument } from "@/lib/richtext/schema";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { emptyDatabase } from "@/tests/support/database";
import { look, readPage } from "@/tests/support/stories";
import { createWorld, later, START, type World } from "@/tests/support/world";

const SAID: RichDocument = {
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text: "Olá." }] }],
};

let world: World;
let hubs: LiveHub[];
let pages: AbortController[];

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  hubs = [];
  pages = [];
});

afterEach(async () => {
  for (const page of pages) page.abort();
  for (const hub of hubs) await hub.close();
});

function startHub(connect?: ConstructorParameters<typeof LiveHub>[0]) {
  const hub = new LiveHub(connect);
  hubs.push(hub);
  return hub;
}

/** An open page: what it heard so far, as lines of the stream. */
function openPage(hub: LiveHub, actor: UserActor, options: { since?: string; session?: () => boolean } = {}) {
  const page = new AbortController();
  pages.push(page);
  const stream = liveStream({
    hub,
    actor,
    since: options.since ?? null,
    reload: async () => (options.session?.() === false ? null : actor),
    signal: page.signal,
  });
  const heard = { text: "", over: false, page };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const part of stream) heard.text += decoder.decode(part);
    heard.over = true;
  })();
  return heard;
}

const events = (heard: { text: string }, kind = "ticket") =>
  heard.text
    .split("\n\n")
    .filter((block) => block.includes(`event: ${kind}\n`))
    .map((block) => JSON.parse(block.slice(block.indexOf("data: ") + 6)));

const greeted = (heard: { text: string }) => vi.waitFor(() => expect(heard.text).toContain("event: hello"));
const pause = () => new Promise((resolve) => setTimeout(resolve, 250));

test("a change reaches the pages of everyone who sees the ticket, in every process, and nobody else's", async () => {
  const [one, two] = [startHub(), startHub()];
  const requester = openPage(one, world.ana);
  const technician = openPage(two, world.marina);
  const strangers = [world.bruno, world.otto, world.clara, world.ada].flatMap((actor) => [
    openPage(one, actor),
    openPage(two, actor),
  ]);
  for (const page of [requester, technician, ...strangers]) await greeted(page);

  const { number } = await world.open(world.ana);
  await relay();
  await vi.waitFor(() => expect(events(requester)).toHaveLength(1));
  await vi.waitFor(() => expect(events(technician)).toHaveLength(1));
  expect(events(requester)[0]).toMatchObject({ number, own: true });
  expect(events(technician)[0]).toMatchObject({ number, own: false });
  await pause();
  for (const stranger of strangers) expect(events(stranger)).toEqual([]);
});

test("an internal note is heard by staff only", async () => {
  const hub = startHub();
  const { number } = await world.open(world.ana);
  await relay();
  const requester = openPage(hub, world.ana);
  const colleague = openPage(hub, world.tiago);
  for (const page of [requester, colleague]) await greeted(page);
  await addNote(world.marina, { number, body: SAID, files: [] }, later(1));
  await relay();
  await vi.waitFor(() => expect(events(colleague)).toHaveLength(1));
  await pause();
  expect(events(requester)).toEqual([]);
});

test("a browser that comes back hears what it missed, once its own mark is known", async () => {
  const hub = startHub();
  const mark = v7();
  const { number } = await world.open(world.ana);
  await world.open(world.bruno);
  await takeTicket(world.marina, { number }, later(1));
  await addNote(world.marina, { number, body: SAID, files: [] }, later(1));
  await addReply(world.ana, { number, body: SAID, files: [] }, later(1));
  const page = openPage(hub, world.ana, { since: mark });
  await vi.waitFor(() => expect(events(page)).toHaveLength(3));
  expect(events(page).map((event) => event.number)).toEqual([number, number, number]);
  const ids = events(page).map((event) => event.id);
  expect(ids).toEqual([...ids].sort());
});

test.each([
  ["too long ago", v7({ msecs: Date.now() - 3_600_000 })],
  ["not a mark of ours", "'; drop table events"],
])("a mark that is %s asks for a fresh page", async (_what, since) => {
  const page = openPage(startHub(), world.ana, { since });
  await vi.waitFor(() => expect(events(page, "refresh")).toHaveLength(1));
});

test("the stream ends with the session, before the change is told", async () => {
  const hub = startHub();
  let session = true;
  const page = openPage(hub, world.ana, { session: () => session });
  await greeted(page);
  session = false;
  await world.open(world.ana);
  await relay();
  await vi.waitFor(() => expect(page.over).toBe(true));
  expect(events(page)).toEqual([]);
  expect(hub.countOf(world.ana.userId)).toBe(0);
});

test("after a lost connection pages are told to look again, and hear of changes as before", async () => {
  const hub = startHub(() => openConnection("guiche-live-lost"));
  const page = openPage(hub, world.ana);
  await greeted(page);
  await pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'guiche-live-lost'",
  );
  await vi.waitFor(() => expect(events(page, "refresh").length).toBeGreaterThan(0), 5000);
  await world.open(world.ana);
  await relay();
  await vi.waitFor(() => expect(events(page)).toHaveLength(1));
});

test("while the database cannot be asked a page is left alone; then it is told to look again", async () => {
  const hub = startHub();
  let away = false;
  const session = () => {
    if (away) throw new Error("no database");
    return true;
  };
  const page = openPage(hub, world.ana, { session });
  await greeted(page);
  away = true;
  await world.open(world.ana);
  await relay();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(events(page, "refresh")).toEqual([]);
  expect(page.over).toBe(false);
  away = false;
  await vi.waitFor(() => expect(events(page, "refresh")).toHaveLength(1), 5_000);
});

test("closing the hub ends every stream and its connection", async () => {
  const hub = startHub(() => openConnection("guiche-live-closing"));
  const page = openPage(hub, world.ana);
  await greeted(page);
  await hub.close();
  await vi.waitFor(() => expect(page.over).toBe(true));
  const { rows } = await pool.query(
    "select count(*)::int as n from pg_stat_activity where application_name = 'guiche-live-closing'",
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test("whoever reads notices is told so on all their open pages, in every process, and nobody else is", async () => {
  const [one, two] = [startHub(), startHub()];
  const own = [openPage(one, world.ana), openPage(two, world.ana)];
  const others = [openPage(one, world.marina), openPage(two, world.bruno)];
  for (const page of [...own, ...others]) await greeted(page);
  const told = (times: number) =>
    vi.waitFor(() => expect(own.map((page) => events(page, "read").length)).toEqual([times, times]));
  const { number } = await world.open(world.ana);
  await takeTicket(world.marina, { number }, later(1));
  await readPage(world.ana, number, later(2));
  await told(1);
  await addFollowUp(world.marina, { number, body: SAID, files: [] }, later(3));
  await readAll(world.ana, {}, later(4));
  await told(2);
  // There was nothing to read any more.
  await readAll(world.ana, {}, later(5));
  await readPage(world.ana, number, later(5));
  await readPage(world.ana, number, later(5));
  await pause();
  await told(2);
  for (const page of others) expect(events(page, "read")).toEqual([]);
  expect(own[0]?.text).toContain("event: read\ndata: {}\n\n");
});

test("a page that goes away is forgotten", async () => {
  const hub = startHub();
  const page = openPage(hub, world.ana);
  await greeted(page);
  expect(hub.countOf(world.ana.userId)).toBe(1);
  page.page.abort();
  await vi.waitFor(() => expect(page.over).toBe(true));
  expect(hub.countOf(world.ana.userId)).toBe(0);
});

test("whoever sees a ticket is never left out by the quick look at whom it may concern", async () => {
  await world.open(world.clara, START, world.lien);
  const { rows } = await pool.query<{ id: string; institution_id: string }>(
    "update tickets set institution_id = $1 returning id, institution_id",
    [world.bank.id],
  );
  const id = rows[0]?.id ?? "";
  await pool.query(
    "insert into observers (id, ticket_id, user_id, added_at) values (gen_random_uuid(), $1, $2, now())",
    [id, world.tiago.userId],
  );
  const circle = (await circlesOf([id])).get(id);
  if (!circle) throw new Error("no circle");
  const concerned = [world.clara, world.dario, world.otto, world.tiago];
  const others = [world.ana, world.bruno, world.marina, world.gilda, world.ada];
  expect(concerned.every((actor) => mayConcern(actor, circle))).toBe(true);
  expect(others.some((actor) => mayConcern(actor, circle))).toBe(false);
});

test("whoever was let in to listen is asked again before each word: tickets one may not see say nothing", async () => {
  const { number } = await world.open(world.ana);
  const { id: ticketId } = await look(number);
  const event = { id: v7(), ticketId, internal: false, actorId: null };
  expect(await noticesFor(world.ana, [event])).toHaveLength(1);
  expect(await noticesFor(world.marina, [{ ...event, internal: true }])).toHaveLength(1);
  expect(await noticesFor(world.ana, [{ ...event, internal: true }])).toEqual([]);
  expect(await noticesFor(world.bruno, [event])).toEqual([]);
  expect(await noticesFor(world.otto, [event])).toEqual([]);
});
