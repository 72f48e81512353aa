import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db, pool } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { profiles, users } from "@/db/schema/people";
import { deadlines, events, tickets } from "@/db/schema/tickets";
import * as environment from "@/lib/env";
import { announceMail } from "@/lib/incoming/receive";
import {
  CLOCK_LOCK,
  clockClient,
  connect,
  type GuardOptions,
  guardWork,
  NOTICED_MS,
  SILENCE,
} from "@/lib/jobs/guard";
import { keepHouse } from "@/lib/jobs/housekeeping";
import { runJobs } from "@/lib/jobs/loop";
import { settleDue } from "@/lib/jobs/sweep";
import { nextWake, settleById } from "@/lib/jobs/wake";
import { log } from "@/lib/log";
import * as ways from "@/lib/mail/transport";
import { storage } from "@/lib/storage/place";
import { emptyDatabase } from "../support/database";
import { look, stories } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

let world: World;
let story: ReturnType<typeof stories>;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
});

const waitingTickets = async (count: number) => {
  const numbers: number[] = [];
  for (let n = 0; n < count; n += 1) numbers.push(await story.waiting());
  return numbers;
};

/** How often each verb was done to these tickets. */
async function told(numbers: readonly number[]): Promise<Record<string, number>> {
  const rows = await db
    .select({ verb: events.verb, number: tickets.number })
    .from(events)
    .innerJoin(tickets, eq(tickets.id, events.ticketId))
    .where(inArray(tickets.number, [...numbers]));
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ verb }) => verb)].map(([verb, list]) => [verb, list.length]),
  );
}

/** One that takes every request and answers none. */
async function silentServer() {
  const asked = vi.fn();
  const server = http.createServer(asked);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A way to the database that can go mute: what either side says then arrives nowhere, and neither is told. */
async function wire() {
  const database = new URL(process.env.DATABASE_URL ?? "");
  const ends: net.Socket[] = [];
  let mute = false;
  const server = net.createServer((near) => {
    const far = net.connect(Number(database.port), database.hostname);
    const pass = (from: net.Socket, to: net.Socket) => {
      ends.push(from);
      from.on("error", () => undefined);
      from.on("data", (part) => void (mute || to.write(part)));
      from.on("close", () => void (mute || to.destroy()));
    };
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(database);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    goMute: () => {
      mute = true;
    },
    close: () => {
      for (const end of ends) end.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const openDeadlines = () =>
  db
    .select()
    .from(deadlines)
    .where(and(isNull(deadlines.settledAt), isNull(deadlines.cancelledAt)));

describe("the sweep", () => {
  it("settles all that is over and nothing else, and what it leads to when that is over", async () => {
    const numbers = await waitingTickets(7);
    expect(await settleDue(later(1))).toBe(0);
    expect(await settleDue(later(2, 2))).toBe(7);
    expect(await settleDue(later(2, 2))).toBe(0);
    expect(await settleDue(later(6, 3))).toBe(7);
    expect(await settleDue(later(7, 3))).toBe(7);
    expect(await told(numbers)).toMatchObject({ remind: 14, pending_lapse: 7 });
    expect((await look(numbers[0] ?? 0)).status).toBe("validating");
  });
  it("goes on after one that fails, says so, and leaves it alone for a while", async () => {
    const [bad, ...good] = await waitingTickets(4);
    const { id } = await look(bad ?? 0);
    await pool.query(`
      create function stumble() returns trigger language plpgsql as $$ begin raise exception 'stumbled'; end $$;
      create trigger stumble before insert on events for each row when (new.ticket_id = '${id}' and new.verb = 'remind')
        execute function stumble()`);
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    try {
      expect(await settleDue(later(3))).toBe(3);
      expect(logged).toHaveBeenCalledTimes(1);
      const clock = new AbortController();
      logged.mockClear();
      const running = runJobs({ signal: clock.signal, now: () => later(3) });
      // The clock looks each second.
      await delay(2_500);
      clock.abort();
      await running;
      expect(logged).toHaveBeenCalledTimes(1);
    } finally {
      logged.mockRestore();
      await pool.query("drop trigger stumble on events; drop function stumble()");
    }
    expect(await told(good)).toMatchObject({ remind: 3 });
    expect(await settleDue(later(3))).toBe(1);
  });
  it("goes on while a mail server thinks about a letter, and ends without its answer", async () => {
    const numbers = await waitingTickets(3);
    const send = vi.fn(() => new Promise<never>(() => {}));
    const way = { remembers: false, longestAnswer: 12 * 60_000, send };
    const asked = vi.spyOn(ways, "transport").mockResolvedValue(way);
    const clock = new AbortController();
    let now = later(2);
    const running = runJobs({ signal: clock.signal, now: () => now });
    try {
      await vi.waitFor(() => expect(send).toHaveBeenCalled());
      now = later(3);
      await vi.waitFor(async () => expect(await told(numbers)).toMatchObject({ remind: 3 }), 5_000);
    } finally {
      clock.abort();
      await running;
      asked.mockRestore();
    }
  });
  it("goes on while nobody answers about a message that came in, and ends without it", async () => {
    const numbers = await waitingTickets(3);
    const resend = await silentServer();
    const settings = { ...environment.env(), RESEND_API_KEY: "re_123", RESEND_BASE_URL: resend.url };
    vi.spyOn(environment, "env").mockReturnValue(settings);
    vi.spyOn(ways, "transport").mockResolvedValue(null);
    await announceMail({ source: "resend", sourceId: "in-1", recipients: [] }, later(2));
    const clock = new AbortController();
    let now = later(2);
    const running = runJobs({ signal: clock.signal, now: () => now });
    try {
      await vi.waitFor(() => expect(resend.asked).toHaveBeenCalledTimes(1), 5_000);
      now = later(3);
      await vi.waitFor(async () => expect(await told(numbers)).toMatchObject({ remind: 3 }), 5_000);
      clock.abort();
      await running;
      now = later(8);
      await delay(1_500);
      expect(await told(numbers)).not.toHaveProperty("pending_lapse");
    } finally {
      clock.abort();
      const [held] = await db.select().from(incomingMail);
      await resend.close();
      // Whoever asked has put it off by then.
      await vi.waitFor(async () => expect(await db.select().from(incomingMail)).not.toEqual([held]));
      vi.restoreAllMocks();
    }
  });
  it("goes on while a bucket thinks about what to remove, and ends without its answer", async () => {
    const numbers = await waitingTickets(3);
    const list = vi.spyOn(storage(), "keysBefore").mockImplementation(async function* () {
      yield await new Promise<never>(() => {});
    });
    const clock = new AbortController();
    let now = later(2);
    const running = runJobs({ signal: clock.signal, now: () => now });
    try {
      now = later(2, 1);
      await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(1), 5_000);
      now = later(3);
      await vi.waitFor(async () => expect(await told(numbers)).toMatchObject({ remind: 3 }), 5_000);
    } finally {
      clock.abort();
      await running;
      list.mockRestore();
    }
  });
  it("settles no more than it is asked to, and leaves to others what is young", async () => {
    await waitingTickets(5);
    expect(await settleDue(later(2, 2), { grace: 60_000 })).toBe(0);
    expect(await settleDue(later(2, 2), { most: 2 })).toBe(2);
    expect(await settleDue(later(2, 3), { grace: 60_000 })).toBe(3);
  });
  it("many at once settle each thing once, after a jump of thirty days as well", async () => {
    const numbers = await waitingTickets(12);
    const ids = async () => (await openDeadlines()).map(({ id }) => id);
    for (const day of [30, 31, 60, 61]) {
      const sleepers = await ids();
      await Promise.all([
        settleDue(later(day)),
        settleDue(later(day)),
        settleDue(later(day)),
        ...sleepers.map((id) => settleById(id, later(day))),
      ]);
    }
    // Announced late, each lapse a day after its notice; then the same for the solution it proposed.
    expect(await told(numbers)).toEqual({
      open: 12,
      take: 12,
      set_pending: 12,
      remind: 24,
      pending_lapse: 12,
      validation_lapse: 12,
    });
    expect(await openDeadlines()).toEqual([]);
  });
});

describe("a sleeper", () => {
  it("sleeps to the deadline, six days at most, and wakes for nothing that is gone", async () => {
    const number = await story.waiting();
    const rows = await openDeadlines();
    const lapse = rows.find(({ step }) => step === 0)?.id ?? "";
    const first = rows.find(({ step }) => step === 1)?.id ?? "";
    expect(await nextWake(lapse, later(0))).toEqual({ over: false, at: later(6).toISOString() });
    expect(await nextWake(lapse, later(6))).toEqual({ over: false, at: later(7, 2).toISOString() });
    expect(await nextWake(first, later(2, 2))).toEqual({ over: true });
    expect(await settleById(first, later(2, 1))).toBe(false);
    expect(await settleById(first, later(2, 2))).toBe(true);
    expect(await settleById(first, later(2, 2))).toBe(false);
    expect(await nextWake(first, later(2, 2))).toBeNull();
    expect((await look(number)).events.filter(({ verb }) => verb === "remind")).toHaveLength(1);
  });
  it("sleeps a day longer where the last notice did not arrive", async () => {
    await db.update(users).set({ origin: "email" }).where(eq(users.id, world.ana.userId));
    const number = await story.waiting();
    const rows = (await openDeadlines()).toSorted((one, other) => other.step - one.step);
    const lapse = rows.find(({ step }) => step === 0)?.id ?? "";
    for (const { id, step } of rows) if (step > 0) await settleById(id, later(6, 2));
    expect(await settleById(lapse, later(7, 2))).toBe(true);
    expect(await nextWake(lapse, later(7, 2))).toEqual({ over: false, at: later(8, 2).toISOString() });
    expect(await settleById(lapse, later(8, 2))).toBe(true);
    expect(await nextWake(lapse, later(8, 2))).toBeNull();
    expect((await look(number)).status).toBe("validating");
  });
});

describe("one clock at a time", () => {
  const stops: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const stop of stops) await stop();
  });
  const holders = async () => {
    const { rows } = await pool.query<{ pid: number }>(
      "select pid from pg_locks where locktype = 'advisory' and granted and objid = $1 and database = (select oid from pg_database where datname = current_database())",
      [CLOCK_LOCK],
    );
    return rows.map(({ pid }) => pid);
  };

  it("of two instances one works; the other goes on when its connection is gone, and nobody when both end", async () => {
    let working = 0;
    const began: string[] = [];
    const start = (name: string) =>
      guardWork({
        databaseUrl: process.env.DATABASE_URL ?? "",
        tryAgainMs: 20,
        work: async (signal) => {
          began.push(name);
          working += 1;
          while (!signal.aborted) await delay(5);
          working -= 1;
        },
      });
    const one = start("one");
    await vi.waitFor(() => expect(began).toEqual(["one"]));
    const other = start("other");
    stops.push(one, other);
    await delay(150);
    expect(working).toBe(1);

    const [pid] = await holders();
    await pool.query("select pg_terminate_backend($1)", [pid]);
    await vi.waitFor(() => expect(began.length).toBeGreaterThan(1));
    // Whoever lost its connection hears of it a moment after the other has the lock.
    await vi.waitFor(() => expect(working).toBe(1));
    expect(await holders()).toHaveLength(1);

    await one();
    await vi.waitFor(() => expect(began.at(-1)).toBe("other"));
    expect(working).toBe(1);
    await other();
    expect(working).toBe(0);
    await vi.waitFor(async () => expect(await holders()).toEqual([]));
  });

  const guarded = (options: Partial<GuardOptions>) => {
    const began: AbortSignal[] = [];
    const stop = guardWork({
      databaseUrl: process.env.DATABASE_URL ?? "",
      tryAgainMs: 20,
      work: async (signal) => {
        began.push(signal);
        while (!signal.aborted) await delay(5);
      },
      ...options,
    });
    stops.push(stop);
    return { began, stop };
  };

  it("whoever hears nothing from the database any more ends its work, while the database still believes in it", async () => {
    const way = await wire();
    const { began, stop } = guarded({ databaseUrl: way.url, beatMs: 20, answerMs: 500 });
    try {
      await vi.waitFor(() => expect(began).toHaveLength(1));
      // A silence shorter than an answer may take is none: it works on.
      await delay(200);
      expect(began[0]?.aborted).toBe(false);
      const [pid] = await holders();
      way.goMute();
      await vi.waitFor(() => expect(began[0]?.aborted).toBe(true), 10_000);
      expect(await holders()).toEqual([pid]);
      expect(began).toHaveLength(1);
      await stop();
    } finally {
      await way.close();
    }
    const other = guarded({});
    await vi.waitFor(() => expect(other.began).toHaveLength(1));
    await other.stop();
  });
  it("the database lets go of who is silent after the holder stopped, and before half a minute is over", async () => {
    const client = clockClient(process.env.DATABASE_URL ?? "");
    await connect(client);
    const shown: Record<string, string> = {};
    for (const name of Object.keys(SILENCE)) {
      const { rows } = await client.query<{ setting: string }>(
        "select setting from pg_settings where name = $1",
        [name],
      );
      shown[name] = rows[0]?.setting ?? "";
    }
    await client.end();
    // Over TCP the server says what the system took, not what it was asked for.
    expect(shown).toEqual(
      Object.fromEntries(Object.entries(SILENCE).map(([name, value]) => [name, String(value)])),
    );
    const { tcp_keepalives_idle: idle, tcp_keepalives_interval: interval } = SILENCE;
    const probes = (idle + interval * SILENCE.tcp_keepalives_count) * 1_000;
    const earliest = Math.min(probes, SILENCE.tcp_user_timeout);
    expect(NOTICED_MS).toBeLessThan(earliest - 5_000);
    expect(Math.max(probes, SILENCE.tcp_user_timeout) + 5_000).toBeLessThanOrEqual(30_000);
  });
});

describe("housekeeping", () => {
  it("leaves tickets whose attendant's profile ended without anybody, and tells the managers", async () => {
    const number = await story.assigned();
    const reviewed = await story.inReview();
    const kept = await story.opened();
    await keepHouse(later(1));
    expect((await look(number)).assigneeId).toBe(world.marina.userId);
    await db.update(profiles).set({ validTo: "2026-03-05" }).where(eq(profiles.userId, world.marina.userId));
    await keepHouse(later(3));
    expect((await look(number)).assigneeId).toBe(world.marina.userId);
    await keepHouse(later(4));
    for (const each of [number, reviewed]) {
      const seen = await look(each);
      expect([seen.assigneeId, seen.reviewerId]).toEqual([null, null]);
      expect(seen.events.at(-1)).toMatchObject({ verb: "lose_assignee", facts: { escalated: true } });
      expect(seen.letters.at(-1)).toMatchObject({ kind: "lose_assignee", toAddress: world.gilda.email });
    }
    expect((await look(kept)).events).toHaveLength(1);
    await keepHouse(later(5));
    expect((await look(number)).events.filter(({ verb }) => verb === "lose_assignee")).toHaveLength(1);
  });
});
