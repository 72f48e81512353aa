import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type EmbeddedServer, freePort, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";

/** How often PostgreSQL is killed; the long run takes its time. */
const ROUNDS = process.env.TEST_LONG ? 8 : 2;
const WRITERS = 6;

let home: string;
let port: number;
let server: EmbeddedServer;

/** Durable, as in production: what is killed here is a database that keeps its promises. */
beforeAll(async () => {
  home = await fs.mkdtemp(path.join(os.tmpdir(), "guiche-durable-"));
  port = await freePort();
  server = await startEmbedded({ home, port });
  const url = server.url("postgres");
  await migrateDatabase(url);
  vi.resetModules();
  process.env.DATABASE_URL = url;
  Reflect.deleteProperty(globalThis, "guicheDatabase");
});
afterAll(async () => {
  await server.stop();
  await fs.rm(home, { recursive: true, force: true });
});

async function killDatabase(): Promise<void> {
  const lock = await fs.readFile(path.join(home, "data/postmaster.pid"), "utf8");
  const pid = Number.parseInt(lock, 10);
  process.kill(pid, "SIGKILL");
  await server.crashed;
}

describe("PostgreSQL is killed under load", () => {
  it("what was acknowledged is there once, what was not can be sent again, and the portal recovers by itself", async () => {
    const { auditData } = await import("@/lib/backup/audit");
    const { openTicket } = await import("@/lib/tickets/mutations/open-ticket");
    const { createWorld, openingOf } = await import("../support/world");
    const world = await createWorld();
    const acknowledged = new Map<string, number>();
    const lost: string[] = [];
    let writing = true;
    const open = async (key: string) => {
      const { number } = await openTicket(
        world.ana,
        openingOf(world.tax, { submissionKey: key }),
        new Date(),
      );
      acknowledged.set(key, number);
    };
    const writers = Array.from({ length: WRITERS }, async () => {
      while (writing) {
        const key = v7();
        await open(key).catch(async () => {
          lost.push(key);
          await delay(50);
        });
      }
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      await delay(1_000);
      await killDatabase();
      await delay(300);
      server = await startEmbedded({ home, port });
    }
    const soFar = acknowledged.size;
    await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(soFar), { timeout: 20_000 });
    writing = false;
    await Promise.all(writers);
    expect(lost.length).toBeGreaterThan(0);

    // Whoever got no answer sends the same form again.
    for (const key of lost) await open(key);
    const client = new Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    const { rows } = await client.query<{ key: string; number: string }>(
      "select submission_key as key, number from tickets",
    );
    expect(await auditData(client)).toEqual([]);
    await client.end();
    expect(new Map(rows.map(({ key, number }) => [key, Number(number)]))).toEqual(acknowledged);
  });

  it("the clock goes on by itself when it is back, and what was due is settled once", async () => {
    const { auditData } = await import("@/lib/backup/audit");
    const { guardWork } = await import("@/lib/jobs/guard");
    const { runJobs } = await import("@/lib/jobs/loop");
    const { createWorld, later } = await import("../support/world");
    const { stories } = await import("../support/stories");
    const world = await createWorld();
    const story = stories(world);
    const waiting = 60;
    for (let n = 0; n < waiting; n += 1) await story.waiting();
    const clock = (moment: Date) =>
      guardWork({
        databaseUrl: process.env.DATABASE_URL ?? "",
        tryAgainMs: 100,
        work: (signal) => runJobs({ signal, now: () => moment }),
      });
    const told = async () => {
      const client = new Client({ connectionString: process.env.DATABASE_URL });
      await client.connect();
      const { rows } = await client.query<{ n: number; tickets: number }>(
        "select count(*)::int as n, count(distinct ticket_id)::int as tickets from events where verb = 'remind'",
      );
      const breaches = await auditData(client);
      await client.end();
      return { ...rows[0], breaches };
    };
    const stops = [clock(later(3)), clock(later(3))];
    for (let round = 0; round < ROUNDS; round += 1) {
      await delay(150);
      await killDatabase();
      await delay(300);
      server = await startEmbedded({ home, port });
    }
    await vi.waitFor(
      async () => expect(await told()).toEqual({ n: waiting, tickets: waiting, breaches: [] }),
      {
        timeout: 30_000,
        interval: 500,
      },
    );
    for (const stop of stops) await stop();
  });
});
