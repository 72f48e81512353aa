import { and, eq, gt, isNull, type SQL } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LapseKind } from "@/db/enums";
import { db } from "@/db/index";
import { deadlines } from "@/db/schema/tickets";
import { emptyDatabase } from "../support/database";
import { InngestDev } from "../support/inngest-dev";
import { letterOf } from "../support/mail";
import { look } from "../support/stories";
import { createWorld } from "../support/world";
import { Site } from "./site";

const PORT = 3391;
const HOUR = 3_600_000;
const soon = { timeout: 30_000, interval: 200 };

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
    const registered = await fetch(`${site.origin}/api/inngest`, { method: "PUT" });
    expect(registered.status, await registered.text()).toBe(200);
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

  it("announces, is interrupted, proposes the end and closes, each once", { timeout: 120_000 }, async () => {
    const world = await createWorld();
    const { relay } = await import("@/lib/events/relay");
    const { takeTicket } = await import("@/lib/tickets/mutations/take-ticket");
    const { setPending } = await import("@/lib/tickets/mutations/set-pending");
    const { number } = await world.open(world.ana, new Date());
    await takeTicket(world.marina, { number }, new Date());
    await setPending(world.marina, { number, type: "requester", reason: "Falta a nota" }, new Date());
    await relay();
    const { id } = await look(number);
    const verbs = async () => (await look(number)).events.map(({ verb }) => verb);
    const times = async (verb: string) => (await verbs()).filter((one) => one === verb).length;

    await announce(id, "pending_lapse");
    expect(await times("remind")).toBeGreaterThanOrEqual(1);

    // The page of the letter's link, as a browser opens it.
    const letter = await letterOf(number, "remind");
    const path = /\/acompanhar\/[\w-]{43}/.exec(letter.text)?.[0] ?? "";
    expect((await fetch(`${site.origin}${path}`)).status).toBe(200);
    const { stillNeeded } = await import("@/lib/tickets/mutations/still-needed");
    await stillNeeded({ kind: "guest", ticketId: id, userId: world.ana.userId }, { number }, new Date());
    await relay();
    expect((await look(number)).due[0]?.dueAt.getTime()).toBeGreaterThan(Date.now() + 6 * 24 * HOUR);

    await announce(id, "pending_lapse");
    await end(id, "pending_lapse");
    await vi.waitFor(async () => expect((await look(number)).status).toBe("validating"), soon);
    await relay();
    await announce(id, "validation_lapse");
    await end(id, "validation_lapse");
    await vi.waitFor(async () => expect((await look(number)).status).toBe("closed"), soon);

    expect(await times("pending_lapse")).toBe(1);
    expect(await times("validation_lapse")).toBe(1);
    // Letters go out by the same clock.
    await vi.waitFor(async () => {
      const { letters } = await look(number);
      expect(
        letters.filter(({ kind, state }) => kind === "validation_lapse" && state === "sent"),
      ).toHaveLength(1);
    }, soon);
    expect((await look(number)).closedBy).toBe("lapse");
  });
});
