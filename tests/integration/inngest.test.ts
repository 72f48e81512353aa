import { createHash } from "node:crypto";
import { InngestTestEngine } from "@inngest/test";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import { deadlines } from "@/db/schema/tickets";
import { emptyDatabase } from "../support/database";
import { endless } from "../support/endless";
import { InngestServer } from "../support/inngest";
import { openMailboxes, writeMail } from "../support/mail";
import { look, stories, words } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

const SECRET = "0123456789abcdef0123456789abcdef";
const KEY = `signkey-test-${SECRET}`;
const BASE = "http://localhost:3000";

let server: InngestServer;
let world: World;
let story: ReturnType<typeof stories>;
let endpoint: typeof import("@/app/api/inngest/route");
let relay: typeof import("@/lib/events/relay").relay;

beforeAll(async () => {
  server = await InngestServer.start(KEY);
  vi.stubEnv("INNGEST_SIGNING_KEY", KEY);
  vi.stubEnv("INNGEST_EVENT_KEY", "event-key");
  vi.stubEnv("INNGEST_BASE_URL", server.url);
  vi.stubEnv("APP_URL", BASE);
  vi.resetModules();
  endpoint = await import("@/app/api/inngest/route");
  ({ relay } = await import("@/lib/events/relay"));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
  server.events.length = 0;
  server.down = false;
  vi.useFakeTimers({ toFake: ["Date"], now: later(0, 2) });
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = (event: (typeof server.events)[number], options: Parameters<InngestServer["run"]>[4] = {}) =>
  server.run(endpoint, BASE, "settle-deadline", event, {
    wakeAt: (moment) => vi.setSystemTime(moment),
    ...options,
  });

/** What Inngest hears of a ticket's deadlines. */
async function heard(number: number): Promise<typeof server.events> {
  const { id } = await look(number);
  const own = await db.select({ id: deadlines.id }).from(deadlines).where(eq(deadlines.ticketId, id));
  const ids = new Set(own.map((deadline) => deadline.id));
  const ofDeadlines = () => server.events.filter(({ data }) => ids.has(data.deadlineId ?? ""));
  await relay();
  await vi.waitFor(() => expect(ofDeadlines().length).toBeGreaterThan(0));
  return ofDeadlines();
}

describe("what Inngest is told", () => {
  it("is which deadlines run, and which are gone", async () => {
    const number = await story.waiting();
    const set = await heard(number);
    expect(set.map(({ name, data }) => [name, data.dueAt])).toEqual(
      expect.arrayContaining([
        ["deadline/set", later(7, 2).toISOString()],
        ["deadline/set", later(2, 2).toISOString()],
        ["deadline/set", later(6, 2).toISOString()],
      ]),
    );
    expect(set).toHaveLength(3);
    const { addReply } = await import("@/lib/tickets/mutations/add-reply");
    server.events.length = 0;
    await addReply(world.ana, words(number), later(1));
    const gone = await heard(number);
    expect(gone.map(({ name }) => name)).toEqual(["deadline/gone", "deadline/gone", "deadline/gone"]);
    expect(new Set(gone.map(({ data }) => data.deadlineId))).toEqual(
      new Set(set.map(({ data }) => data.deadlineId)),
    );
    expect(JSON.stringify([...set, ...gone])).not.toContain(world.ana.name);
  });
  it("gets lost without harm while Inngest is down", async () => {
    server.down = true;
    const number = await story.waiting();
    await relay();
    const { settleDue } = await import("@/lib/jobs/sweep");
    await settleDue(later(3));
    expect((await look(number)).events.at(-1)?.verb).toBe("remind");
  });
});

describe("asked by Inngest, signed and step by step", () => {
  it("the portal sleeps to each deadline, six days at most, and settles it", async () => {
    const number = await story.waiting();
    const sleeps: Date[] = [];
    const events = [...(await heard(number))].sort((a, b) =>
      (a.data.dueAt ?? "") < (b.data.dueAt ?? "") ? -1 : 1,
    );
    for (const event of events) {
      await settle(event, {
        wakeAt: (moment) => {
          sleeps.push(moment);
          vi.setSystemTime(moment);
        },
      });
    }
    expect(sleeps).toEqual([later(2, 2), later(6, 2), later(7, 2)]);
    const seen = await look(number);
    expect(seen.events.slice(-3).map(({ verb, at }) => [verb, at])).toEqual([
      ["remind", later(2, 2)],
      ["remind", later(6, 2)],
      ["pending_lapse", later(7, 2)],
    ]);
    // The window is longer than a sleep may be: it takes two.
    const validation = (await look(number)).alarms.find(({ step }) => step === 0);
    expect(validation?.dueAt).toEqual(later(17, 2));
  });
  it("a lapse that nobody was told of sleeps on for a day after its notice", async () => {
    const number = await story.waiting();
    const lapse = (await heard(number)).find(({ data }) => data.dueAt === later(7, 2).toISOString());
    if (!lapse) throw new Error("no lapse was set");
    const sleeps: Date[] = [];
    vi.setSystemTime(later(0, 3));
    await settle(lapse, {
      wakeAt: (moment) => {
        sleeps.push(moment);
        vi.setSystemTime(moment);
      },
    });
    expect(sleeps).toEqual([later(6, 3), later(7, 2), later(8, 2)]);
    expect((await look(number)).events.slice(-2).map(({ verb }) => verb)).toEqual([
      "remind",
      "pending_lapse",
    ]);
  });
  it("each answer that gets lost is asked for again, and nothing is done twice", async () => {
    const number = await story.waiting();
    for (const event of [...(await heard(number))])
      await settle(event, { loses: (answer) => answer % 2 === 0 });
    vi.setSystemTime(later(20));
    const seen = await look(number);
    expect(seen.status).toBe("validating");
    const verbs = seen.events.map(({ verb }) => verb);
    expect(verbs.filter((verb) => verb === "pending_lapse")).toHaveLength(1);
    expect(seen.letters.filter(({ kind }) => kind === "pending_lapse")).toHaveLength(1);
  });
  it("the sweep settles what nobody woke for", async () => {
    const numbers = [await story.waiting(), await story.waiting()];
    vi.setSystemTime(later(3));
    const event = { name: "inngest/scheduled.timer", data: {} };
    expect(await server.run(endpoint, BASE, "sweep", event)).toEqual({ settled: 2 });
    for (const number of numbers) expect((await look(number)).events.at(-1)?.verb).toBe("remind");
    await server.run(endpoint, BASE, "housekeeping", event);
    expect(await server.run(endpoint, BASE, "deliver-mail", event)).toBe(0);
  });
  it("hands letters over in steps of half a minute each", async () => {
    for (let n = 0; n < 6; n += 1) await story.assigned();
    const written = await db.$count(outbox);
    const send = vi.fn(async () => {
      vi.setSystemTime(Date.now() + 10_000);
      return { providerId: null };
    });
    const ways = await import("@/lib/mail/transport");
    const way = { remembers: true, longestAnswer: 60_000, send };
    const asked = vi.spyOn(ways, "transport").mockResolvedValue(way);
    const POST = vi.fn(endpoint.POST);
    try {
      const event = { name: "inngest/scheduled.timer", data: {} };
      expect(await server.run({ ...endpoint, POST }, BASE, "deliver-mail", event)).toBe(written);
    } finally {
      asked.mockRestore();
    }
    expect(send).toHaveBeenCalledTimes(written);
    // Four at once take forty seconds: each lot is a step, then one finds nothing, and one more request ends it.
    expect(POST).toHaveBeenCalledTimes(written / 4 + 2);
  });
  it("decides on what came in, and is told of it; without a word of it, a minute later", async () => {
    await openMailboxes(world);
    const { receiveMail } = await import("@/lib/incoming/receive");
    const raw = (n: number) =>
      writeMail({ from: `r${n}@x.example`, to: "financas@portal.example", subject: `S${n}`, text: "Oi" });
    const take = async (n: number) =>
      receiveMail({ source: "imap", sourceId: `${n}`, recipients: [] }, await raw(n), new Date());
    const id = await take(1);
    await vi.waitFor(() =>
      expect(server.events.at(-1)).toMatchObject({ name: "mail/received", data: { incomingId: id } }),
    );
    server.down = true;
    await take(2);
    const event = { name: "mail/received", data: { incomingId: id ?? "" } };
    expect(await server.run(endpoint, BASE, "process-mail", event)).toBe(2);
    expect(await server.run(endpoint, BASE, "process-mail", event)).toBe(0);
    expect((await look(2)).channel).toBe("email");
  });
  it("without a signature, with another's, or an old one nothing is done", async () => {
    const number = await story.waiting();
    const [event] = await heard(number);
    vi.setSystemTime(later(9));
    const url = `${BASE}/api/inngest?fnId=guiche-settle-deadline&stepId=step`;
    const body = {
      version: 2,
      event,
      events: [event],
      steps: {},
      ctx: { run_id: "x", attempt: 0, stack: { stack: [], current: 0 } },
    };
    const unsigned = new Request(url, { method: "POST", body: JSON.stringify(body) });
    expect((await endpoint.POST(unsigned)).status).toBe(401);
    expect((await endpoint.POST(server.request(url, body, "signkey-test-ffff"))).status).toBe(401);
    const old = server.request(url, body);
    vi.setSystemTime(later(10));
    expect((await endpoint.POST(old)).status).toBe(401);
    expect((await look(number)).events.at(-1)?.verb).toBe("set_pending");
  });
});

describe("the functions by themselves", () => {
  it("end at once for a deadline that is gone", async () => {
    const { settleDeadline } = await import("@/inngest/functions/settle-deadline");
    const engine = new InngestTestEngine({
      function: settleDeadline,
      events: [
        {
          name: "deadline/set",
          data: { deadlineId: world.ana.userId, ticketId: world.ana.userId, dueAt: later(1).toISOString() },
        },
      ],
    });
    expect((await engine.execute()).result).toBe("nothing is left to settle");
  });
  it("sleep on while it is not over", async () => {
    const number = await story.waiting();
    const { settleDeadline } = await import("@/inngest/functions/settle-deadline");
    const lapse = (await heard(number)).find(({ data }) => data.dueAt === later(7, 2).toISOString());
    const engine = new InngestTestEngine({ function: settleDeadline, events: [lapse as never] });
    vi.setSystemTime(later(0, 2));
    const { step } = await engine.executeStep("sleep-0");
    expect(step).toMatchObject({ op: "Sleep", name: later(6, 2).toISOString() });
  });
});

describe("with the keys alone, the cloud of Inngest", () => {
  const PORTAL = "https://atendimento.example.gov.br";
  const DOOR = `${PORTAL}/api/inngest`;
  const calls: { url: string; headers: Headers; body: string }[] = [];
  let cloud: typeof endpoint;
  let client: typeof import("@/inngest/client");

  beforeAll(async () => {
    vi.stubEnv("INNGEST_SIGNING_KEY", KEY);
    vi.stubEnv("INNGEST_EVENT_KEY", "event-key");
    vi.stubEnv("INNGEST_BASE_URL", "");
    vi.stubEnv("INNGEST_DEV", "");
    vi.stubEnv("APP_URL", PORTAL);
    // Nothing of this leaves the machine.
    vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
      const { url, headers } = new Request(input, init);
      calls.push({ url, headers, body: String(init?.body) });
      return Response.json(url.includes("/e/") ? { ids: ["1"], status: 200 } : { ok: true, modified: true });
    });
    vi.resetModules();
    cloud = await import("@/app/api/inngest/route");
    client = await import("@/inngest/client");
  });
  afterAll(() => {
    vi.unstubAllGlobals();
    vi.stubEnv("APP_URL", BASE);
    vi.stubEnv("INNGEST_BASE_URL", server.url);
  });
  beforeEach(() => {
    calls.length = 0;
  });

  it("is told of events, under the key for them", async () => {
    const { mailReceived } = await import("@/inngest/events");
    await client.inngest.send(mailReceived.create({ incomingId: world.ana.userId }));
    expect(calls.map(({ url }) => url)).toEqual(["https://inn.gs/e/event-key"]);
    expect(JSON.parse(calls[0]?.body ?? "")).toMatchObject([
      { name: "mail/received", data: { incomingId: world.ana.userId } },
    ]);
  });
  it("is told where the functions are, by who has the other key, which is not told", async () => {
    await (await import("@/inngest/door")).register();
    const [call] = calls;
    expect(call?.url).toBe("https://api.inngest.com/fn/register");
    // The digest of the key, behind what says which kind it is.
    const digest = createHash("sha256").update(Buffer.from(SECRET, "hex")).digest("hex");
    expect(call?.headers.get("authorization")).toBe(`Bearer signkey-test-${digest}`);
    const { url, functions } = JSON.parse(call?.body ?? "");
    expect(new URL(url).origin + new URL(url).pathname).toBe(DOOR);
    const urls = functions.flatMap(({ steps }: { steps: Record<string, { runtime: { url: string } }> }) =>
      Object.values(steps).map(({ runtime }) => runtime.url),
    );
    expect(urls).toContain(`${DOOR}?fnId=guiche-settle-deadline&stepId=step`);
    expect(urls).toHaveLength(5);
    expect(JSON.stringify(calls)).not.toContain(SECRET);
  });
  it("is told so where it asks for it, signed, and by nobody else's wish", async () => {
    const ask = async (headers: Record<string, string>) =>
      (await cloud.PUT(new Request(DOOR, { method: "PUT", headers }))).status;
    expect(await ask({})).toBe(401);
    expect(await ask({ "x-inngest-signature": server.signature("", "signkey-test-ffff") })).toBe(401);
    expect(await ask({ "x-inngest-server-kind": "dev" })).toBe(401);
    expect(calls).toEqual([]);
    expect(await ask({ "x-inngest-signature": server.signature("") })).toBe(200);
    expect(calls.map(({ url }) => url)).toEqual(["https://api.inngest.com/fn/register"]);
  });
  it("shows itself to who signs alone", async () => {
    expect((await cloud.GET(new Request(DOOR))).status).toBe(401);
    const signed = (signature: string) =>
      cloud.GET(new Request(DOOR, { headers: { "x-inngest-signature": signature } }));
    expect((await signed(server.signature("", "signkey-test-ffff"))).status).toBe(401);
    const answer = await signed(server.signature(""));
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        mode: "cloud",
        api_origin: "https://api.inngest.com/",
        event_api_origin: "https://inn.gs/",
        serve_origin: PORTAL,
        serve_path: "/api/inngest",
        has_event_key: true,
        has_signing_key: true,
        function_count: 5,
      },
    ]);
  });
  it("has nothing done without its signature, whatever is said of who asks", async () => {
    const ask = (headers: Record<string, string>) =>
      cloud.POST(
        new Request(`${DOOR}?fnId=guiche-sweep&stepId=step`, { method: "POST", headers, body: "{}" }),
      );
    expect((await ask({})).status).toBe(401);
    expect((await ask({ "x-inngest-server-kind": "dev" })).status).toBe(401);
    expect((await ask({ "x-inngest-signature": "" })).status).toBe(401);
    const event = { name: "inngest/scheduled.timer", data: {} };
    expect(await server.run(cloud, PORTAL, "sweep", event)).toEqual({ settled: 0 });
    // Each step is asked for by itself: nobody is told of it in between.
    expect(calls).toEqual([]);
  });
});

it("a server that does not reach the portal where people do is told of the address that it reaches", async () => {
  const bodies: string[] = [];
  vi.stubGlobal("fetch", async (_: unknown, init?: RequestInit) => {
    bodies.push(String(init?.body));
    return Response.json({ ok: true, modified: true });
  });
  vi.stubEnv("INNGEST_SERVE_ORIGIN", "http://portal:3000");
  vi.resetModules();
  try {
    await (await import("@/inngest/door")).register();
  } finally {
    vi.stubEnv("INNGEST_SERVE_ORIGIN", "");
    vi.unstubAllGlobals();
  }
  expect(bodies).toHaveLength(1);
  const { url, functions } = JSON.parse(bodies[0] ?? "");
  expect(new URL(url).origin).toBe("http://portal:3000");
  expect(functions[0].steps.step.runtime.url).toMatch(/^http:\/\/portal:3000\/api\/inngest\?fnId=/);
  expect(bodies[0]).not.toContain(BASE);
});

describe("the portal registers by itself", () => {
  const announced = async (
    register: () => Promise<void>,
    until: () => void,
    times: { everyMs?: number; againMs?: number; answerMs?: number },
  ) => {
    const { announce } = await import("@/lib/jobs/announce");
    const { log } = await import("@/lib/log");
    const warned = vi.spyOn(log, "warn").mockImplementation(() => undefined);
    const stop = new AbortController();
    const ended = announce(register, { signal: stop.signal, ...times });
    try {
      await vi.waitFor(until, 10_000);
      return warned.mock.calls.length;
    } finally {
      stop.abort();
      await ended;
      warned.mockRestore();
    }
  };

  it("when it begins and again and again, until it ends", async () => {
    const register = vi.fn(async () => {});
    const seen = () => expect(register.mock.calls.length).toBeGreaterThan(2);
    expect(await announced(register, seen, { everyMs: 10 })).toBe(0);
    const calls = register.mock.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(register).toHaveBeenCalledTimes(calls);
  });
  it("sooner where it fails, which is said once and harms nobody", async () => {
    let down = 4;
    const register = vi.fn(async () => {
      down -= 1;
      if (down >= 0) throw new Error("refused");
    });
    const seen = () => expect(register).toHaveBeenCalledTimes(5);
    // Each hour, as far as this test goes: what is tried again is tried sooner.
    expect(await announced(register, seen, { everyMs: 3_600_000, againMs: 5 })).toBe(1);
  });
  it("and goes on where nobody answers", async () => {
    const register = vi.fn(() => new Promise<void>(() => {}));
    const seen = () => expect(register.mock.calls.length).toBeGreaterThan(2);
    expect(await announced(register, seen, { againMs: 5, answerMs: 20 })).toBe(1);
  });
  it("and hears that a server refuses, or is not there", async () => {
    vi.stubEnv("INNGEST_SIGNING_KEY", KEY);
    vi.stubEnv("INNGEST_EVENT_KEY", "event-key");
    vi.stubEnv("INNGEST_BASE_URL", server.url);
    vi.resetModules();
    const { register } = await import("@/inngest/door");
    server.down = true;
    await expect(register()).rejects.toThrow("Inngest registered nothing");
    vi.stubEnv("INNGEST_BASE_URL", "http://127.0.0.1:9");
    vi.resetModules();
    await expect((await import("@/inngest/door")).register()).rejects.toThrow("Inngest registered nothing");
  });
});

it("what is sent to the door is read up to a length, whoever sends it", async () => {
  const { request, pulled } = endless(`${BASE}/api/inngest?fnId=guiche-settle-deadline&stepId=step`, {
    "content-type": "application/json",
  });
  expect((await endpoint.POST(request)).status).toBe(413);
  expect(pulled()).toBeLessThan(5 * 1024 * 1024);
});

it("a portal without Inngest has no such door", async () => {
  vi.stubEnv("INNGEST_SIGNING_KEY", "");
  vi.stubEnv("INNGEST_EVENT_KEY", "");
  vi.stubEnv("INNGEST_BASE_URL", "");
  vi.resetModules();
  const bare = await import("@/app/api/inngest/route");
  for (const method of ["GET", "POST", "PUT"] as const) {
    expect((await bare[method](new Request(`${BASE}/api/inngest`))).status).toBe(404);
  }
});
