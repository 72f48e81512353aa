import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "@/db/embedded";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { tickets } from "@/db/schema/tickets";
import { servicePlace, ticketPlace } from "@/lib/place";
import { look, says, stories } from "../support/stories";
import { createPerson, createWorld, openingOf, type World } from "../support/world";
import type { ActName } from "./acts";
import { audited, POINTS, swept } from "./scenes";
import { Site } from "./site";
import { Visitor } from "./visitor";

const ACTS = Object.keys(POINTS) as ActName[];
const actsAt = (point: string) => ACTS.filter((act) => POINTS[act].includes(point));
const POINT_NAMES = [...new Set(Object.values(POINTS).flat())];

/** Every step of every act, or a few of each kind. */
const MOMENTS: { point: string; acts: ActName[] }[] = process.env.TEST_LONG
  ? POINT_NAMES.map((point) => ({ point, acts: actsAt(point) }))
  : [
      { point: "stored", acts: ["upload"] },
      { point: "said", acts: ["refuse"] },
      { point: "committed", acts: ["open", "reply"] },
    ];

let world: World;
let first: Site;
let second: Site;
let portal: string;

beforeAll(async () => {
  world = await createWorld();
  const port = await freePort();
  portal = `http://localhost:${port}`;
  second = new Site({ port: await freePort(), env: { APP_URL: portal } });
  first = new Site({ port });
  await Promise.all([first.ready(), second.ready()]);
});

afterEach(audited);
afterAll(async () => {
  await first?.cut();
  await second?.cut();
});

async function enter(name = "Ana Souza"): Promise<Visitor> {
  const [visitor] = await Visitor.enter([await createPerson(name)], portal);
  if (!visitor) throw new Error("nobody entered");
  return visitor;
}

const form = () => `/servicos/${world.tax.slug}`;
const countOpened = async (key: string) =>
  (await db.select().from(tickets).where(eq(tickets.submissionKey, key))).length;

describe("two instances of the portal over one database and one folder of files", () => {
  it("the same form sent to both at once makes one ticket, the same reply one message", async () => {
    const visitor = await enter();
    for (let round = 0; round < 5; round += 1) {
      const opening = openingOf(world.tax);
      const answers = await Promise.all(
        [first, second].map(({ origin }) => visitor.act(origin, form(), "openTicket", opening)),
      );
      const [one, other] = answers;
      expect(one).toMatchObject({ ok: true, data: { number: expect.any(Number) } });
      expect(other).toEqual(one);
      expect(await countOpened(opening.submissionKey)).toBe(1);
      const number = one?.ok ? one.data.number : 0;
      const reply = { number, key: v7(), body: says(`Volta ${round}.`), files: [] };
      const told = await Promise.all(
        [first, second].map(({ origin }) => visitor.act(origin, `/chamados/${number}`, "addReply", reply)),
      );
      expect(told.map((answer) => answer?.ok)).toEqual([true, true]);
      expect((await look(number)).messages.filter(({ id }) => id === reply.key)).toHaveLength(1);
      expect((await look(number)).events.filter(({ verb }) => verb === "reply")).toHaveLength(1);
    }
  });

  it("what happens at one is heard at the other", async () => {
    const visitor = await enter();
    const over = new AbortController();
    const stream = await visitor.ask(second.origin, "/api/events", { signal: over.signal });
    let heard = "";
    const reading = (async () => {
      for await (const part of stream?.body ?? []) heard += new TextDecoder().decode(part);
    })().catch(() => {});
    await vi.waitFor(() => expect(heard).toContain("event: hello"), 5_000);
    const opened = await visitor.act(first.origin, form(), "openTicket", openingOf(world.tax));
    expect(opened).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(heard).toContain("event: ticket"), 5_000);
    over.abort();
    await reading;
  });

  it("a file sent to one is served by the other", async () => {
    const visitor = await enter();
    const sent = await visitor.upload(first.origin, servicePlace(world.tax.id), Buffer.from("Prezados."));
    const response = await visitor.ask(second.origin, `/api/attachments/${sent?.body.id}?v=original`, {});
    expect(await response?.text()).toBe("Prezados.");
  });
});

describe.each(MOMENTS)("one instance dies at “$point” and the other takes over", ({ point, acts }) => {
  let dying: Site;

  beforeAll(async () => {
    const env = { APP_URL: portal, GUICHE_DEMO: "1", FAULT_POINT: point };
    dying = await new Site({ port: await freePort(), env }).ready();
  });
  afterAll(() => dying?.cut());

  it.each(acts)("%s: acknowledged once, and the draft is there until then", async (act) => {
    await dying.ready();
    const visitor = await enter();
    const done = point === "committed";
    if (act === "upload") {
      const place = servicePlace(world.tax.id);
      const letter = Buffer.from("Prezados senhores.");
      expect(await visitor.upload(dying.origin, place, letter)).toBeNull();
      expect(await visitor.upload(second.origin, place, letter)).toMatchObject({ status: 201 });
      const rows = await db
        .select()
        .from(attachments)
        .where(eq(attachments.uploaderId, visitor.actor.userId));
      // Nobody was told of the one that was committed: it is swept with the other unused ones.
      expect(rows).toHaveLength(done ? 2 : 1);
      return swept();
    }
    const { send, place, key, happened } = await sceneOf(act, visitor);
    expect(await visitor.saveDraft(second.origin, place, key, "O que eu escrevi.")).toBe(200);
    expect(await send(dying)).toBeNull();
    expect((await visitor.draft(second.origin, place))?.id ?? null).toBe(done ? null : key);
    expect(await happened()).toBe(done ? 1 : 0);
    expect(await send(second)).toMatchObject({ ok: true });
    expect(await send(second)).toMatchObject({ ok: true });
    expect(await happened()).toBe(1);
    expect(await visitor.draft(second.origin, place)).toBeNull();
  });
});

/** An act as the browser sends it, and how often it happened. */
async function sceneOf(act: Exclude<ActName, "upload">, visitor: Visitor) {
  const key = v7();
  if (act === "open") {
    const opening = openingOf(world.tax, { submissionKey: key });
    return {
      key,
      place: servicePlace(world.tax.id),
      send: ({ origin }: Site) => visitor.act(origin, form(), "openTicket", opening),
      happened: () => countOpened(key),
    };
  }
  const story = stories({ ...world, ana: visitor.actor });
  const number = act === "reply" ? await story.assigned() : await story.validating();
  const name = { reply: "addReply", refuse: "refuseSolution", approve: "approveSolution" } as const;
  const input = { number, key, body: says("É isto."), files: [] };
  const verb = { reply: "reply", refuse: "refuse_solution", approve: "approve_solution" }[act];
  return {
    key,
    place: ticketPlace((await look(number)).id, "reply"),
    send: ({ origin }: Site) => visitor.act(origin, `/chamados/${number}`, name[act], input),
    happened: async () => (await look(number)).events.filter((event) => event.verb === verb).length,
  };
}

describe("a whole machine loses its power", () => {
  it("whoever got no answer sends again to the other: each once", async () => {
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => createPerson(`Pessoa ${n}`)));
    const visitors = await Visitor.enter(people, portal);
    const openings = visitors.map((visitor) => ({ visitor, opening: openingOf(world.tax) }));
    let answered = 0;
    const sent = openings.map(async ({ visitor, opening }) => {
      const answer = await visitor.act(first.origin, form(), "openTicket", opening);
      if (answer?.ok) answered += 1;
      return answer ?? visitor.act(second.origin, form(), "openTicket", opening);
    });
    await vi.waitFor(() => expect(answered).toBeGreaterThan(0), { timeout: 20_000, interval: 1 });
    await first.cut();
    for (const answer of await Promise.all(sent)) expect(answer).toMatchObject({ ok: true });
    expect(answered).toBeLessThan(openings.length);
    for (const { opening } of openings) expect(await countOpened(opening.submissionKey)).toBe(1);
  });
});
