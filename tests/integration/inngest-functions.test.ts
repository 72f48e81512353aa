import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { v7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { emptyDatabase } from "../support/database";
import { check, evaluate } from "../support/expressions";
import { InngestDev } from "../support/inngest-dev";
import { look, stories, words } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

const HOUR = 3_600_000;
const SOON = 10_000;

let server: InngestDev;
let portal: Server;
let world: World;
let story: ReturnType<typeof stories>;
let relay: typeof import("@/lib/events/relay").relay;
let settleDue: typeof import("@/lib/jobs/sweep").settleDue;
/** Requests for each function that are not answered yet, and the most there were at a time. */
const asked = new Map<string, { now: number; most: number }>();
/** How long each answer takes. */
let slowness = 0;

/** The portal's door for Inngest, on a port of its own. */
async function open(): Promise<Server> {
  let endpoint: typeof import("@/app/api/inngest/route") | undefined;
  const made = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const url = new URL(request.url ?? "", origin());
    const count = asked.get(url.searchParams.get("fnId") ?? "") ?? { now: 0, most: 0 };
    asked.set(url.searchParams.get("fnId") ?? "", count);
    count.now += 1;
    count.most = Math.max(count.most, count.now);
    endpoint ??= await import("@/app/api/inngest/route");
    const method = request.method as "POST" | "PUT";
    const answer = await endpoint[method](
      new Request(url, {
        method,
        headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        body: Buffer.concat(parts),
      }),
    );
    const text = await answer.text();
    await delay(slowness);
    count.now -= 1;
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text);
  });
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return made;
}
const origin = () => `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;

beforeAll(async () => {
  portal = await open();
  server = await InngestDev.start();
  vi.stubEnv("INNGEST_DEV", server.url);
  vi.stubEnv("APP_URL", origin());
  vi.resetModules();
  ({ relay } = await import("@/lib/events/relay"));
  ({ settleDue } = await import("@/lib/jobs/sweep"));
  await (await import("@/inngest/door")).register();
});
afterAll(async () => {
  await server.stop();
  portal.closeAllConnections();
  portal.close();
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
  slowness = 0;
  asked.clear();
  vi.useFakeTimers({ toFake: ["Date"], now: later(0, 2) });
});
afterEach(() => {
  vi.useRealTimers();
});

const NONE = { retries: 0, concurrency: 1, idempotency: undefined, cancel: undefined };
const EACH_MINUTE = { cron: "* * * * *" };

it.each([
  // Many at once would only wait for each other; retried over an outage, one sleep for each moment, until it is gone.
  [
    "settle-deadline",
    {
      triggers: [{ event: "deadline/set" }],
      retries: 10,
      concurrency: 10,
      idempotency: "event.data.deadlineId + '@' + event.data.dueAt",
      cancel: [
        { event: "deadline/gone", if: "async.data.deadlineId == event.data.deadlineId" },
        {
          event: "deadline/set",
          if: "async.data.deadlineId == event.data.deadlineId && async.data.dueAt > event.data.dueAt",
        },
      ],
    },
  ],
  // Two would look for the same, and the next comes in a minute.
  ["sweep", { ...NONE, triggers: [EACH_MINUTE] }],
  // Letters and messages keep their own count of attempts, and are one caller's alone.
  ["deliver-mail", { ...NONE, triggers: [{ event: "mail/queued" }, EACH_MINUTE] }],
  ["process-mail", { ...NONE, triggers: [{ event: "mail/received" }, EACH_MINUTE] }],
  // The next one comes in an hour.
  ["housekeeping", { ...NONE, retries: 1, triggers: [{ cron: "17 * * * *" }] }],
])("%s declares what is said of it", (id, declared) => {
  const known = server.functions.find((one) => one.id === `guiche-${id}`);
  const { triggers, concurrency, idempotency, cancel, steps } = known ?? {};
  const retries = Object.values(steps ?? {}).map((step) => step.retries?.attempts);
  expect({ triggers, retries, concurrency, idempotency, cancel }).toEqual({
    ...declared,
    retries: [declared.retries],
  });
});
it("nothing else is declared", () => {
  expect(server.functions).toHaveLength(5);
});

const settling = () => server.runs.filter(({ id }) => id === "guiche-settle-deadline");
/** Sleeps towards a ticket's deadlines, ended or not. */
async function sleeps(number: number) {
  const { id } = await look(number);
  const { deadlines } = await import("@/db/schema/tickets");
  const { db } = await import("@/db/index");
  const rows = await db.select().from(deadlines);
  const own = new Set(rows.flatMap((row) => (row.ticketId === id ? [row.id] : [])));
  return settling().filter(({ of }) => own.has(of ?? ""));
}
const asleep = (number: number, count: number) =>
  vi.waitFor(async () => {
    const runs = await sleeps(number);
    expect(runs.map(({ ended, done }) => [ended, done.length])).toEqual(
      Array.from({ length: count }, () => [null, 1]),
    );
  }, SOON);

describe("a sleep towards a deadline", () => {
  it("ends when that deadline is gone, and no other", async () => {
    const [number, other] = [await story.waiting(), await story.waiting()];
    await relay();
    await asleep(number, 3);
    await asleep(other, 3);
    const { addReply } = await import("@/lib/tickets/mutations/add-reply");
    await addReply(world.ana, words(number), later(0, 3));
    await relay();
    await vi.waitFor(async () => {
      const ends = (await sleeps(number)).map(({ ended }) => ended);
      expect(ends).toEqual(["cancelled", "cancelled", "cancelled"]);
    }, SOON);
    await asleep(other, 3);
  });
  it("ends when that deadline is put off, and another sleeps on to the later moment", async () => {
    const number = await story.waiting();
    await relay();
    await asleep(number, 3);
    const lapse = server.runs.findLast(({ moment }) => moment === later(7, 2).toISOString());
    const ofLapse = () => settling().filter(({ of }) => of === lapse?.of);
    const ends = () => ofLapse().map(({ ended }) => ended);
    // Nobody was told of it in time: it is announced now, and over a day later.
    vi.setSystemTime(later(7, 3));
    await settleDue(new Date());
    await vi.waitFor(() => expect(ends()).toEqual(["cancelled", null]), SOON);
    const [, second] = ofLapse();
    await vi.waitFor(() => expect(second?.done).toHaveLength(1), SOON);
    const { id } = await look(number);
    const tellAgain = (dueAt: Date) => {
      const data = { deadlineId: second?.of ?? "", ticketId: id, dueAt: dueAt.toISOString() };
      server.take({ name: "deadline/set", data });
    };
    tellAgain(later(8, 3));
    // What is cancelled ends a turn later.
    await delay(0);
    expect(ends()).toEqual(["cancelled", null]);
    // Word of the earlier moment that comes late does not end it: who began by that looks, and sleeps beside it.
    tellAgain(later(7, 2));
    await vi.waitFor(() => expect(ofLapse().map(({ done }) => done.length)).toEqual([1, 1, 1]), SOON);
    expect(ends()).toEqual(["cancelled", null, null]);
    vi.setSystemTime(later(8, 4));
    server.jump();
    // Either settles it, and word of that ends both.
    await vi.waitFor(() => expect(ends()).not.toContain(null), SOON);
    const verbs = (await look(number)).events.map(({ verb }) => verb);
    expect(verbs.filter((verb) => verb === "pending_lapse")).toHaveLength(1);
  });
  it("begins once for each moment, however often it is told of, for a day", async () => {
    const data = { deadlineId: v7(), ticketId: v7(), dueAt: later(3).toISOString() };
    const told = (change: Partial<typeof data> = {}) => {
      server.take({ name: "deadline/set", data: { ...data, ...change } });
      return settling().filter(({ of }) => of === (change.deadlineId ?? data.deadlineId)).length;
    };
    expect([told(), told()]).toEqual([1, 1]);
    expect(told({ dueAt: later(4).toISOString() })).toBe(2);
    expect(told({ deadlineId: v7() })).toBe(1);
    vi.setSystemTime(later(0, 25));
    expect(told()).toBe(2);
    vi.setSystemTime(new Date(later(0, 2).getTime() + 24 * HOUR));
    expect(told()).toBe(3);
  });
});

describe("Inngest is away for an hour", () => {
  /** What the portal's own clock leaves to Inngest. */
  const grace = 5 * 60_000;
  const minute = 60_000;

  it("what falls due meanwhile the portal's clock does after its grace, and Inngest what comes then, each once", async () => {
    const numbers = [await story.waiting(), await story.waiting()];
    await relay();
    for (const number of numbers) await asleep(number, 3);
    const { port } = server;
    await server.stop();
    try {
      // Written while it is away: nobody there hears of it.
      numbers.push(await story.waiting());
      await relay();
      const due = later(2, 2).getTime();
      const settled: number[] = [];
      for (let after = 0; after <= 60; after += 1) {
        vi.setSystemTime(due + after * minute);
        settled.push(await settleDue(new Date(), { grace }));
      }
      expect(settled.indexOf(3)).toBe(5);
      expect(settled.reduce((sum, n) => sum + n, 0)).toBe(3);
    } finally {
      server = await InngestDev.start({ port });
    }
    // It knows of nothing: the portal tells it of its functions, and what runs it finds at its next minute.
    await (await import("@/inngest/door")).register();
    const rounds = () =>
      server.runs.filter(({ id, ended }) => id === "guiche-sweep" && ended === "done").length;
    const nextMinute = async () => {
      const before = rounds();
      server.tick();
      await vi.waitFor(() => expect(rounds()).toBe(before + 1), SOON);
    };
    await nextMinute();
    for (const moment of [later(6, 2), later(7, 2)]) {
      vi.setSystemTime(moment.getTime() + 3 * minute);
      expect(await settleDue(new Date(), { grace })).toBe(0);
      await nextMinute();
      await nextMinute();
      vi.setSystemTime(moment.getTime() + 6 * minute);
      expect(await settleDue(new Date(), { grace })).toBe(0);
    }
    for (const number of numbers) {
      const { events, letters } = await look(number);
      const verbs = ["open", "take", "set_pending", "remind", "remind", "pending_lapse"];
      expect(events.map(({ verb }) => verb)).toEqual(verbs);
      expect(new Set(letters.map(({ eventId, toAddress }) => `${eventId} ${toAddress}`)).size).toBe(
        letters.length,
      );
    }
    // Those it learnt of since sleep towards what comes next; what slept before it went away is forgotten.
    const third = numbers[2] ?? 0;
    await vi.waitFor(async () => expect((await sleeps(third)).some(({ ended }) => !ended)).toBe(true), SOON);
  });
  it("and a month goes by: who slept towards a day of it wakes, beside the portal's clock, each once", async () => {
    const numbers = [await story.waiting(), await story.waiting(), await story.waiting()];
    await relay();
    for (const number of numbers) await asleep(number, 3);
    const before = settling().filter(({ ended }) => !ended);
    const over = async () =>
      (await Promise.all(numbers.map(look)))
        .flatMap(({ alarms }) => alarms)
        .filter(({ dueAt }) => dueAt <= new Date());
    for (const day of [30, 60]) {
      // Here whoever sleeps wakes first, two days later the portal's clock comes first.
      vi.setSystemTime(later(day));
      server.jump();
      await vi.waitFor(async () => expect(await over()).toEqual([]), SOON);
      expect(await settleDue(new Date(), { grace })).toBe(0);
      // Its end was put off for a day, towards which one sleeps.
      await vi.waitFor(async () => {
        const runs = (await Promise.all(numbers.map(sleeps))).flat().filter(({ ended }) => !ended);
        expect(runs.map(({ done }) => done.length)).toEqual([1, 1, 1]);
      }, SOON);
      vi.setSystemTime(later(day + 2));
      expect(await settleDue(new Date(), { grace })).toBe(3);
      server.jump();
    }
    expect(before.filter(({ done }) => done.includes(true)).length).toBeGreaterThanOrEqual(3);
    await vi.waitFor(() => expect(before.map(({ ended }) => ended)).not.toContain(null), SOON);
    for (const number of numbers) {
      const verbs = (await look(number)).events.map(({ verb }) => verb);
      const lapses = ["remind", "pending_lapse", "remind", "validation_lapse"];
      expect(verbs).toEqual(["open", "take", "set_pending", ...lapses]);
    }
  });
});

describe("of each function no more are asked for at a time than it allows", () => {
  const most = async (id: string) => {
    const runs = () => server.runs.filter((run) => run.id === `guiche-${id}`);
    await vi.waitFor(() => expect(runs().every(({ ended }) => ended)).toBe(true), SOON);
    return asked.get(`guiche-${id}`)?.most;
  };

  it("ten deadlines", async () => {
    slowness = 100;
    const before = settling().length;
    const dueAt = later(1).toISOString();
    for (let n = 0; n < 25; n += 1)
      server.take({ name: "deadline/set", data: { deadlineId: v7(), ticketId: v7(), dueAt } });
    const mine = () => settling().slice(before);
    await vi.waitFor(() => expect(mine().every(({ ended }) => ended === "done")).toBe(true), SOON);
    expect(asked.get("guiche-settle-deadline")?.most).toBe(10);
  });
  it.each([
    ["deliver-mail", "mail/queued", { eventId: v7() }],
    ["process-mail", "mail/received", { incomingId: v7() }],
  ])("%s alone", async (id, name, data) => {
    slowness = 50;
    for (let n = 0; n < 4; n += 1) server.take({ name, data });
    expect(await most(id)).toBe(1);
  });
  it.each(["sweep", "housekeeping"])("%s alone", async (id) => {
    slowness = 50;
    server.tick();
    server.tick();
    expect(await most(id)).toBe(1);
  });
});

describe("an Inngest for tests", () => {
  const event = { data: { a: "1", b: "2" } };
  it("reads the expressions that functions are declared with", () => {
    expect(evaluate("event.data.a + '@' + event.data.b", { event })).toBe("1@2");
    expect(evaluate("'all'", {})).toBe("all");
    const other = { data: { a: "1", b: "3" } };
    expect(evaluate("async.data.a == event.data.a", { event, async: other })).toBe(true);
    expect(evaluate("async.data.b == event.data.b", { event, async: other })).toBe(false);
    const both = "async.data.a == event.data.a && async.data.b > event.data.b";
    expect(evaluate(both, { event, async: other })).toBe(true);
    expect(evaluate(both, { event, async: event })).toBe(false);
    expect(evaluate(both, { event: other, async: event })).toBe(false);
    expect(evaluate(both, { event, async: { data: { a: "2", b: "3" } } })).toBe(false);
  });
  it.each([
    "event.data.c",
    "event.data.a == async.data.a",
    "event.data.a + ",
    "event.data.a event.data.b",
    "event.data.a != event.data.b",
    "event.data.a == event.data.a == event.data.a",
    "event.data.a && event.data.b",
    "event.data.a == '1' && event.data.b",
    "event.data.a > '1' == event.data.b",
    "size(event.data.a)",
    "",
  ])("refuses “%s”", (expression) => {
    expect(() => evaluate(expression, { event })).toThrow();
  });
  it("takes a condition for no text, a text for no condition, and knows no other events", () => {
    expect(() => check("event.data.a", "condition", ["event"])).toThrow();
    expect(() => check("event.data.a == event.data.b", "text", ["event"])).toThrow();
    expect(() => check("asinc.data.a", "text", ["event", "async"])).toThrow();
    check("async.data.a == event.data.a", "condition", ["event", "async"]);
  });
  it.each([
    { debounce: { period: "1s" } },
    { idempotency: "event.data.a ==" },
    { cancel: [{ event: "x", if: "async.data.a == event.data.a", timeout: "1h" }] },
    { cancel: [{ event: "x", if: "async.data.a" }] },
    { concurrency: [{ limit: 1, scope: "env" }] },
    { triggers: [{ event: "x", expression: "event.data.a == 'b'" }] },
  ])("refuses a function with %o, and says so at its end", async (declared) => {
    const own = await InngestDev.start();
    const functions = [{ id: "f", name: "f", triggers: [], steps: {}, ...declared }];
    const body = JSON.stringify({ functions });
    expect((await fetch(`${own.url}/fn/register`, { method: "POST", body })).status).toBe(400);
    await expect(own.stop()).rejects.toThrow();
  });
});
