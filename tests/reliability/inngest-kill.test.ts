import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { and, eq, gt, isNull } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { freePort } from "@/db/embedded";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { demoMailbox, outbox } from "@/db/schema/mail";
import { deadlines, tickets, unpublishedEvents } from "@/db/schema/tickets";
import { HOUR } from "@/lib/dates";
import { receiveMail } from "@/lib/incoming/receive";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { emptyDatabase } from "../support/database";
import { InngestDev, type Run } from "../support/inngest-dev";
import { openMailboxes, writeMail } from "../support/mail";
import { look } from "../support/stories";
import { createWorld, type World } from "../support/world";
import { fallDue, isOpen, KINDS, openers } from "./due";
import { audited } from "./scenes";
import { Site } from "./site";

const soon = { timeout: 40_000, interval: 50 };
const armed = path.join(os.tmpdir(), `guiche-armed-${v7()}`);

/** The answer after which the process dies, or the step's point at which it does. */
type Moment = { after: number } | { at: string };
const after = (...answers: number[]): Moment[] => answers.map((answer) => ({ after: answer }));
const at = (...points: string[]): Moment[] => points.map((point) => ({ at: point }));
const few = (short: Moment[], long: Moment[]) => (process.env.TEST_LONG ? long : short);

/** A look, a sleep, a look, the settling; what may follow is cancelled by the news that it is settled. */
const SETTLING = few(at("committed"), [
  ...after(1, 2, 3, 4),
  ...at("moved", "recorded", "told", "committed"),
]);
const DELIVERING = few(after(1), [...after(1), ...at("taken", "handed")]);
const DECIDING = few(after(1), [...after(1), ...at("stored", "numbered", "recorded", "decided")]);

let server: InngestDev;
let world: World;
let port: number;
let site: Site;
let between: (run: Run) => unknown = () => {};

const start = async (point = "nowhere") => {
  const env = { INNGEST_DEV: server.url, GUICHE_DEMO: "1", FAULT_POINT: point, FAULT_WHILE: armed };
  site = await new Site({ port, env }).ready();
};

beforeAll(async () => {
  port = await freePort();
  server = await InngestDev.start({ between: (run) => between(run) });
});
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});
afterEach(audited);
afterAll(async () => {
  await site?.cut();
  await server.stop();
  fs.rmSync(armed, { force: true });
});

/** The site as it is before the accident. */
async function prepare(moment: Moment): Promise<void> {
  // Nobody hears of what was before: what runs from now on is what the test begins.
  await db.delete(unpublishedEvents);
  if ("at" in moment) await site?.cut();
  if ("at" in moment || !site) await start("at" in moment ? moment.at : undefined);
  await server.registered();
}

/** An event arrives, and at the moment the process dies, whatever runs there; another one comes up. Returns the run. */
async function dieDuring(
  moment: Moment,
  begin: Parameters<InngestDev["take"]>[0] | (() => void),
): Promise<Run> {
  const runs = server.runs.length;
  let back: Promise<void> | undefined;
  if ("at" in moment) fs.writeFileSync(armed, "");
  between = (run) => {
    if (run !== server.runs[runs]) return;
    // What died at its point is started again by its supervisor.
    if (run.failures > 0) fs.rmSync(armed, { force: true });
    if (!("after" in moment)) return;
    if (run.answers === moment.after && !back) {
      back = site.cut().then(() => start());
      return delay(100);
    }
  };
  if (typeof begin === "function") begin();
  else server.take(begin);
  await vi.waitFor(() => expect(server.runs[runs]?.ended).toBeTruthy(), soon);
  await back;
  await site.ready();
  const run = server.runs[runs];
  if (!run) throw new Error("nothing ran");
  expect(back !== undefined || run.failures > 0).toBe(true);
  return run;
}

/** Minutes went by: what somebody held is free again, and the clock of the server comes round. */
async function later(): Promise<void> {
  // Somebody may sleep towards a deadline that is days away.
  const rest = () =>
    vi.waitFor(() => expect(server.runs.every(({ of, ended }) => of || ended)).toBe(true), soon);
  await rest();
  const now = { nextAttemptAt: new Date() };
  await db.update(outbox).set(now).where(eq(outbox.state, "waiting"));
  await db.update(incomingMail).set(now).where(eq(incomingMail.state, "received"));
  server.tick();
  await rest();
}

async function waiting() {
  const { number } = await world.open(world.ana, new Date());
  await takeTicket(world.marina, { number }, new Date());
  await setPending(world.marina, { number, type: "requester", reason: "Falta a nota" }, new Date());
  return look(number);
}

/** Every letter went, was tried no more often than that, and stands in the mailbox. */
async function delivered(attempts: number): Promise<string[]> {
  const letters = await db.select().from(outbox).orderBy(outbox.createdAt);
  for (const letter of letters) {
    expect(letter.state).toBe("sent");
    expect(letter.attempts).toBeLessThanOrEqual(attempts);
  }
  const shown = await db.select({ id: demoMailbox.letterId }).from(demoMailbox);
  expect(new Set(shown.map(({ id }) => id))).toEqual(new Set(letters.map(({ id }) => id)));
  return letters.map(({ kind }) => kind);
}

/** What each act of a clock is cut short at; what a notice goes through is walked above. */
const ACTED = process.env.TEST_LONG ? at("moved", "recorded", "told", "committed") : [];
const SWEEPING = process.env.TEST_LONG ? after(1, 2) : [];

const says = (moment: Moment) =>
  "at" in moment ? [`at “${moment.at}”`, moment] : [`after answer ${moment.after}`, moment];
const named = (moments: Moment[]) => moments.map((moment) => says(moment) as [string, Moment]);

describe("the process dies while Inngest asks it for a deadline", () => {
  it.each(named(SETTLING))("%s: asked again, it settles it once", async (_, moment) => {
    const { id, number } = await waiting();
    await prepare(moment);
    const dueAt = new Date(Date.now() + 700);
    const [notice] = await db
      .update(deadlines)
      .set({ dueAt })
      .where(and(eq(deadlines.ticketId, id), gt(deadlines.step, 0), isNull(deadlines.settledAt)))
      .returning();
    const data = { deadlineId: notice?.id ?? "", ticketId: id, dueAt: dueAt.toISOString() };
    const run = await dieDuring(moment, { name: "deadline/set", data });
    expect(run.ended).not.toBe("failed");
    expect((await look(number)).events.map(({ verb }) => verb)).toEqual([
      ...["open", "take", "set_pending", "remind"],
    ]);
    await later();
    // What went out at that very moment is tried again under its key.
    expect(await delivered(2)).toEqual(["open", "take", "set_pending", "remind"]);
    expect((await look(number)).events).toHaveLength(4);
  });
});

describe.runIf(ACTED.length > 0)("the process dies while Inngest asks it for", () => {
  const all = KINDS.flatMap((kind) => named(ACTED).map(([point, moment]) => ({ ...kind, point, moment })));
  it.each(all)("$kind, of which the $falls is due, $point: done once", async (scene) => {
    const number = await (await openers(world))[scene.of](new Date(Date.now() - 3 * HOUR));
    const before = await look(number);
    await prepare(scene.moment);
    const dueAt = new Date(Date.now() + 700);
    await fallDue(before.id, scene, dueAt);
    const due = await db
      .select()
      .from(deadlines)
      .where(and(eq(deadlines.ticketId, before.id), eq(deadlines.dueAt, dueAt), isOpen));
    const data = { deadlineId: due[0]?.id ?? "", ticketId: before.id, dueAt: dueAt.toISOString() };
    const run = await dieDuring(scene.moment, { name: "deadline/set", data });
    expect(run.ended).not.toBe("failed");
    await later();
    const { events } = await look(number);
    expect(events.slice(before.events.length).map(({ verb }) => verb)).toEqual(scene.verbs);
    await delivered(2);
  });
});

describe.runIf(SWEEPING.length > 0)("the process dies between two steps of the sweep", () => {
  it.each(named(SWEEPING))("%s: what is due is settled once", async (_, moment) => {
    const { id, number } = await waiting();
    await prepare(moment);
    await db
      .update(deadlines)
      .set({ dueAt: new Date(Date.now() - 1_000) })
      .where(and(eq(deadlines.ticketId, id), gt(deadlines.step, 0)));
    const run = await dieDuring(moment, () => server.tick());
    expect(run.id).toBe("guiche-sweep");
    await later();
    await later();
    expect((await look(number)).events.map(({ verb }) => verb)).toEqual([
      ...["open", "take", "set_pending", "remind"],
    ]);
    expect(await delivered(2)).toEqual(["open", "take", "set_pending", "remind"]);
  });
});

describe("the process dies while Inngest asks it for letters", () => {
  it.each(named(DELIVERING))("%s: each goes once", async (_, moment) => {
    const { events } = await waiting();
    await prepare(moment);
    await dieDuring(moment, { name: "mail/queued", data: { eventId: events[0]?.id ?? "" } });
    await later();
    expect(await delivered("at" in moment ? 2 : 1)).toEqual(["open", "take", "set_pending"]);
  });
});

describe.runIf(DECIDING.length > 0)("the process dies while Inngest asks it for what came in", () => {
  it.each(named(DECIDING))("%s: it becomes one ticket, with one letter", async (_, moment) => {
    await openMailboxes(world);
    const raw = await writeMail({
      from: "Rita <rita@pessoa.example>",
      to: "financas@portal.example",
      subject: "Pedido",
      text: "Preciso de ajuda.",
      attachments: [{ filename: "nota.pdf", content: Buffer.from("%PDF-1.4\n%%EOF\n") }],
    });
    await prepare(moment);
    const id = await receiveMail({ source: "imap", sourceId: v7(), recipients: [] }, raw, new Date());
    await dieDuring(moment, { name: "mail/received", data: { incomingId: id ?? "" } });
    await later();
    await later();
    expect(await db.$count(tickets)).toBe(1);
    expect((await db.select().from(incomingMail)).map(({ state }) => state)).toEqual(["posted"]);
    // Its receipt may have been on its way out at that very moment.
    expect(await delivered(2)).toHaveLength(1);
  });
});
