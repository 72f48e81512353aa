import { setTimeout as delay } from "node:timers/promises";
import { and, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { freePort } from "@/db/embedded";
import { db } from "@/db/index";
import { demoMailbox, outbox } from "@/db/schema/mail";
import { deadlines, events, tickets } from "@/db/schema/tickets";
import { DAY, HOUR } from "@/lib/dates";
import { STEPS } from "@/lib/sla/rules";
import { InngestDev } from "../support/inngest-dev";
import { createWorld } from "../support/world";
import { fallDue, isOpen, KINDS, type Kind, type Openers, openers } from "./due";
import { audited } from "./scenes";
import { Site } from "./site";

/** Tickets of each kind, and how long what they wait for goes on falling due. */
const EACH = process.env.TEST_LONG ? 60 : 8;
const SECONDS = process.env.TEST_LONG ? 40 : 5;
const soon = { timeout: 60_000, interval: 100 };

const ago = (time: number) => new Date(Date.now() - time);

const begun = new Date();
const servers: InngestDev[] = [];
const sites: Site[] = [];
let open: Openers;
beforeAll(async () => {
  open = await openers(await createWorld());
});
afterAll(async () => {
  await Promise.all(sites.map((site) => site.cut()));
  await Promise.all(servers.map((server) => server.stop()));
});

const COUNT = EACH * KINDS.length;
/** What runs is told to the server, as the portal does after each act. */
async function tell(server: InngestDev): Promise<void> {
  for (const { id, ticketId, dueAt } of await db.select().from(deadlines).where(isOpen)) {
    const data = { deadlineId: id, ticketId, dueAt: dueAt.toISOString() };
    server.take({ name: "deadline/set", id: `set-${id}-${data.dueAt}`, data });
  }
}

const start = async (port: number, portal: string, url: string) => {
  const env = {
    APP_URL: portal,
    INNGEST_DEV: url,
    GUICHE_DEMO: "1",
    FAULT_GRACE_MS: "0",
    FAULT_REGISTER_MS: "500",
  };
  const site = new Site({ port, env });
  sites.push(site);
  return site.ready();
};

/** A server that asks both instances in turn, as through a proxy before them. */
async function serve(origins: readonly string[], port?: number): Promise<InngestDev> {
  const server = await InngestDev.start({ origins, ...(port ? { port } : {}) });
  servers.push(server);
  server.cron(2_000);
  return server;
}

const done = () =>
  db
    .select()
    .from(events)
    .where(and(eq(events.actorKind, "system"), gte(events.at, begun)))
    .orderBy(events.at, events.id);
const waitingLetters = () => db.select().from(outbox).where(eq(outbox.state, "waiting"));

/** How many are written to of an act: of a warning whoever attends the ticket and the manager, later the manager alone. */
function lettersOf({ verb, facts }: { verb: string; facts: unknown }): number {
  if (verb === "window_over") return 0;
  const { deadline, step } = facts as { deadline?: string; step?: number };
  return verb === "warn" && deadline === "resolution" && step === STEPS.warning ? 2 : 1;
}

/** Nothing is over and unsettled, and so many things were done. */
const settled = (count: number) =>
  vi.waitFor(async () => {
    expect(
      await db
        .select()
        .from(deadlines)
        .where(and(isOpen, lte(deadlines.dueAt, new Date()))),
    ).toEqual([]);
    expect((await done()).length).toBeGreaterThanOrEqual(count);
  }, soon);

it("the portal's clock and Inngest reach for the same, while either comes and goes: each once", async () => {
  const ports = [await freePort(), await freePort()] as const;
  const [one, other] = ports.map((port) => `http://localhost:${port}`) as [string, string];
  const first = await serve([one, other]);
  // The first to come has the portal's clock; nothing is due yet.
  const opening = start(ports[0], one, first.url).then(async (site) => {
    await Promise.all([start(ports[1], one, first.url), first.registered()]);
    return site;
  });
  const life = new Map<string, Kind>();
  for (let n = 0; n < COUNT; n += 1) {
    const kind = KINDS[n % KINDS.length] ?? KINDS[0];
    const number = await open[kind.of](ago(3 * HOUR));
    const [ticket] = await db.select({ id: tickets.id }).from(tickets).where(eq(tickets.number, number));
    life.set(ticket?.id ?? "", kind);
  }
  const dying = await opening;
  // What was written until now is no matter of the clock's.
  await db.update(outbox).set({ state: "skipped" }).where(eq(outbox.state, "waiting"));

  const from = Date.now() + 1_000;
  const until = (second: number) => delay(from + second * 1_000 - Date.now());
  for (const [n, [id, kind]] of [...life].entries())
    await fallDue(id, kind, new Date(from + Math.floor((n * SECONDS) / COUNT) * 1_000));
  await tell(first);

  await until(SECONDS / 4 + 0.1);
  await dying.cut();
  // What it had in its hands may be tried once more, and for a while belongs to nobody else.
  const held = new Set((await waitingLetters()).filter(({ attempts }) => attempts > 0).map(({ id }) => id));
  const again = start(ports[0], one, first.url);
  await until(SECONDS / 2 + 0.1);
  await first.stop();
  await until((SECONDS * 3) / 4 + 0.1);
  const second = await serve([one, other], first.port);
  await again;
  // It knew of nothing: the portal tells it of its functions.
  await second.registered();
  await tell(second);
  await until(SECONDS);
  await settled(COUNT);

  // A month goes by at once: for the portal it is the same as if everything had been a month earlier.
  const month = sql`interval '30 days'`;
  await db
    .update(deadlines)
    .set({
      startedAt: sql`${deadlines.startedAt} - ${month}`,
      dueAt: sql`${deadlines.dueAt} - ${month}`,
      noticedAt: sql`${deadlines.noticedAt} - ${month}`,
    })
    .where(isOpen);
  // Nobody is told anew: what slept towards a day of that month wakes.
  const asleep = second.runs.filter(({ of: deadline, ended, done }) => deadline && !ended && done.length > 0);
  expect(asleep.length).toBeGreaterThan(0);
  const answers = new Map(asleep.map((run) => [run, run.answers]));
  second.jump(30 * DAY);
  const expected = [...life.values()].flatMap(({ verbs, next }) => [...verbs, ...next]);
  await settled(expected.length);
  await db
    .update(outbox)
    .set({ nextAttemptAt: new Date() })
    .where(inArray(outbox.id, [...held]));
  await vi.waitFor(async () => expect(await waitingLetters()).toEqual([]), soon);

  const acts = await done();
  for (const [id, { kind, verbs, next }] of life) {
    const own = acts.filter(({ ticketId }) => ticketId === id);
    expect(own.map(({ verb }) => verb)).toEqual([...verbs, ...next]);
    if (own[0]?.verb === "warn")
      expect(own.map(({ facts }) => facts)).toMatchObject([
        { deadline: kind, step: STEPS.warning },
        { deadline: kind, step: STEPS.escalation },
      ]);
  }
  const letters = await db.select().from(outbox);
  const shown = new Set((await db.select().from(demoMailbox)).map(({ letterId }) => letterId));
  for (const act of acts) {
    const own = letters.filter(({ eventId }) => eventId === act.id);
    expect(own.map(({ state }) => state)).toEqual(Array.from({ length: lettersOf(act) }, () => "sent"));
    expect(new Set(own.map(({ toAddress }) => toAddress)).size).toBe(own.length);
    for (const letter of own) {
      expect(shown).toContain(letter.id);
      expect(letter.attempts).toBeLessThanOrEqual(held.has(letter.id) ? 2 : 1);
    }
  }

  const woke = asleep.filter((run) => run.answers > (answers.get(run) ?? 0));
  expect(woke.length).toBeGreaterThan(0);

  const runs = servers.flatMap((server) => server.runs);
  const woken = runs.filter(({ of: deadline, done }) => deadline && done.includes(true)).length;
  const swept = runs
    .filter(({ id }) => id.endsWith("sweep"))
    .flatMap(({ done }) => done.filter((part) => typeof part === "number"))
    .reduce((sum, part) => sum + part, 0);
  // Both were at it.
  expect(woken).toBeGreaterThan(0);
  expect(woken + swept).toBeLessThan(acts.length);
  await audited();
});
