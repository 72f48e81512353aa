import { setTimeout as delay } from "node:timers/promises";
import { and, eq, gt, isNull, type SQL } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LapseKind } from "@/db/enums";
import { db } from "@/db/index";
import { demoMailbox } from "@/db/schema/mail";
import { deadlines, unpublishedEvents } from "@/db/schema/tickets";
import { actionId } from "../support/action-id";
import { emptyDatabase } from "../support/database";
import { InngestDev } from "../support/inngest-dev";
import { letterOf } from "../support/mail";
import { look } from "../support/stories";
import { createWorld } from "../support/world";
import { Site } from "./site";

const PORT = 3391;
const HOUR = 3_600_000;
const REGISTERED_MS = 10_000;
const soon = { timeout: 30_000, interval: 200 };
/** By the clock alone, which a server has each minute. */
const swept = { timeout: 90_000, interval: 200 };

/** The Inngest that the environment names: its development server, or one of one's own with its two keys. */
function named(): Record<string, string> | null {
  const { INNGEST_DEV, INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = process.env;
  if (INNGEST_DEV) return { INNGEST_DEV };
  if (!INNGEST_BASE_URL || !INNGEST_EVENT_KEY || !INNGEST_SIGNING_KEY) return null;
  return { INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY };
}

/**
 * The walk through silence with Inngest as the clock: a server that the environment names, or one that does what it does. The
 * portal's own clock leaves it five minutes for everything, so that what happens here within seconds is Inngest's doing.
 */
describe("silence, with Inngest as the clock", () => {
  let site: Site;
  let own: InngestDev | null = null;

  beforeAll(async () => {
    let server = named();
    if (!server) {
      own = await InngestDev.start();
      server = { INNGEST_DEV: own.url };
    }
    for (const [name, value] of Object.entries(server)) vi.stubEnv(name, value);
    vi.stubEnv("APP_URL", `http://localhost:${PORT}`);
    vi.resetModules();
    await emptyDatabase();
    site = await new Site({ port: PORT, env: { ...server, GUICHE_DEMO: "1" } }).ready();
    // The portal tells it of its functions by itself; another's server does not tell us when it did.
    await (own ? own.registered() : delay(REGISTERED_MS));
  }, 60_000);
  afterAll(async () => {
    await site?.stop();
    await own?.stop();
    vi.unstubAllEnvs();
  });

  const open = (ticketId: string, kind: LapseKind) =>
    and(
      eq(deadlines.ticketId, ticketId),
      eq(deadlines.kind, kind),
      isNull(deadlines.settledAt),
      isNull(deadlines.cancelledAt),
    );

  /** These deadlines fall due in a moment, and Inngest hears of it. */
  async function shorten(which: SQL | undefined, change: { noticedAt?: Date } = {}) {
    const dueAt = new Date(Date.now() + 1_200);
    const rows = await db
      .update(deadlines)
      .set({ dueAt, ...change })
      .where(which)
      .returning({ deadlineId: deadlines.id, ticketId: deadlines.ticketId });
    const { inngest } = await import("@/inngest/client");
    const { deadlineSet } = await import("@/inngest/events");
    await inngest.send(rows.map((row) => deadlineSet.create({ ...row, dueAt: dueAt.toISOString() })));
  }

  /** The notices of a silence, and then, as if a day had gone by, its end. */
  async function announce(ticketId: string, kind: LapseKind) {
    await shorten(and(open(ticketId, kind), gt(deadlines.step, 0)));
    const left = () =>
      db
        .select()
        .from(deadlines)
        .where(and(open(ticketId, kind), gt(deadlines.step, 0)));
    await vi.waitFor(async () => expect(await left()).toEqual([]), soon);
  }
  const end = (ticketId: string, kind: LapseKind) =>
    shorten(open(ticketId, kind), { noticedAt: new Date(Date.now() - 25 * HOUR) });

  /** A ticket of today that waits for its requester; nobody is told of its deadlines yet. */
  async function waiting() {
    const world = await createWorld();
    const { takeTicket } = await import("@/lib/tickets/mutations/take-ticket");
    const { setPending } = await import("@/lib/tickets/mutations/set-pending");
    const { number } = await world.open(world.ana, new Date());
    await takeTicket(world.marina, { number }, new Date());
    await setPending(world.marina, { number, type: "requester", reason: "Falta a nota" }, new Date());
    const { id } = await look(number);
    return { number, id };
  }

  const verbs = async (number: number) => (await look(number)).events.map(({ verb }) => verb);

  /** What each letter of the ticket is about, once all are out: each went once, at the first attempt, to its requester. */
  async function sentLetters(number: number): Promise<string[]> {
    await vi.waitFor(async () => {
      const { letters } = await look(number);
      expect(letters.map(({ state }) => state)).toEqual(letters.map(() => "sent"));
    }, swept);
    const { letters, events } = await look(number);
    expect(letters.map(({ attempts }) => attempts)).toEqual(letters.map(() => 1));
    const shown = await db.select({ id: demoMailbox.letterId }).from(demoMailbox);
    expect(new Set(shown.map((one) => one.id))).toEqual(new Set(letters.map((one) => one.id)));
    expect(new Set(letters.map(({ toAddress }) => toAddress))).toEqual(new Set(["ana.souza@pessoa.example"]));
    return events.flatMap(({ id, verb }) =>
      letters.filter(({ eventId }) => eventId === id).map(() => verb as string),
    );
  }

  /** What the button of a letter's page sends, as a browser does. */
  async function pressStillNeeded(path: string): Promise<string> {
    const page = await fetch(`${site.origin}${path}`);
    expect(page.status).toBe(200);
    const pressed = await fetch(`${site.origin}${path}`, {
      method: "POST",
      headers: {
        "next-action": actionId("needByLink"),
        "content-type": "text/plain;charset=UTF-8",
        accept: "text/x-component",
        origin: site.origin,
      },
      body: JSON.stringify([{ token: path.split("/").at(-1) }]),
    });
    return pressed.text();
  }

  it("announces, is interrupted, proposes the end and closes, each once", { timeout: 180_000 }, async () => {
    const { number, id } = await waiting();
    await (await import("@/lib/events/relay")).relay();
    await announce(id, "pending_lapse");

    const letter = await letterOf(number, "remind");
    const path = /\/acompanhar\/[\w-]{43}/.exec(letter.text)?.[0] ?? "";
    expect(await pressStillNeeded(path)).toContain('{"ok":true');
    // Pressed again, it begins nothing.
    expect(await pressStillNeeded(path)).toContain('{"ok":false');
    expect((await look(number)).due[0]?.dueAt.getTime()).toBeGreaterThan(Date.now() + 6 * 24 * HOUR);

    await announce(id, "pending_lapse");
    await end(id, "pending_lapse");
    await vi.waitFor(async () => expect((await look(number)).status).toBe("validating"), soon);
    await announce(id, "validation_lapse");
    await end(id, "validation_lapse");
    await vi.waitFor(async () => expect((await look(number)).status).toBe("closed"), soon);
    expect((await look(number)).closedBy).toBe("lapse");

    const lapses = ["remind", "pending_lapse", "remind", "validation_lapse"];
    expect(await sentLetters(number)).toEqual(["open", "take", "set_pending", "remind", ...lapses]);
    expect(await verbs(number)).toEqual(["open", "take", "set_pending", "remind", "still_needed", ...lapses]);
    if (own) expect(own.runs.filter(({ ended }) => ended === "failed")).toEqual([]);
  });

  it("sweeps what nobody told it of, once", { timeout: 180_000 }, async () => {
    await emptyDatabase();
    const { number, id } = await waiting();
    await db
      .update(deadlines)
      .set({ dueAt: new Date(Date.now() - 1_000) })
      .where(and(open(id, "pending_lapse"), gt(deadlines.step, 0)));
    // The word of it got lost.
    await db.delete(unpublishedEvents);
    const earlier = own?.runs.length;
    own?.cron(1_000);
    await vi.waitFor(async () => expect((await verbs(number)).at(-1)).toBe("remind"), swept);
    const sweeps = () => own?.runs.filter((run) => run.id.endsWith("sweep") && run.ended === "done").length;
    const before = sweeps();
    if (before !== undefined) await vi.waitFor(() => expect(sweeps()).toBeGreaterThan(before + 1), soon);
    expect(await sentLetters(number)).toEqual(["open", "take", "set_pending", "remind"]);
    expect(await verbs(number)).toEqual(["open", "take", "set_pending", "remind"]);
    // Nobody slept towards it.
    if (own) expect(own.runs.slice(earlier).filter(({ of, done }) => of && done.includes(true))).toEqual([]);
  });
});
