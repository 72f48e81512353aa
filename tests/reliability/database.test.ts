import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { and, eq, gt, inArray } from "drizzle-orm";
import { Client } from "pg";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type EmbeddedServer, freePort, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";

/** How often PostgreSQL is killed; the long run takes its time. */
const ROUNDS = process.env.TEST_LONG ? 8 : 2;
const WRITERS = 6;
/** How many messages come in each time. */
const BURST = 12;
/** How fast the clock goes, so that what a crash held is free again within seconds. */
const HASTE = 200;

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
  // Letters arrive in the mailbox of the demo.
  process.env.GUICHE_DEMO = "1";
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
    const receipts = await client.query(
      "select ticket_id from outbox where kind = 'open' group by ticket_id having count(*) = 1",
    );
    expect(receipts.rowCount).toBe(acknowledged.size);
    expect(await auditData(client)).toEqual([]);
    await client.end();
    expect(new Map(rows.map(({ key, number }) => [key, Number(number)]))).toEqual(acknowledged);
  });

  it("the clock goes on by itself when it is back: what was due is settled once, mail comes in and goes out once", async () => {
    const { auditData } = await import("@/lib/backup/audit");
    const { guardWork } = await import("@/lib/jobs/guard");
    const { runJobs } = await import("@/lib/jobs/loop");
    const { createWorld, later } = await import("../support/world");
    const { stories } = await import("../support/stories");
    const { openMailboxes, writeMail } = await import("../support/mail");
    const { receiveMail } = await import("@/lib/incoming/receive");
    const { db } = await import("@/db/index");
    const { incomingMail } = await import("@/db/schema/incoming");
    const { outbox } = await import("@/db/schema/mail");
    const world = await createWorld();
    const story = stories(world);
    const waiting = 60;
    for (let n = 0; n < waiting; n += 1) await story.waiting();
    await openMailboxes(world);
    // Receipts take long to be written; the others are going out when PostgreSQL dies.
    await db.delete(outbox).where(eq(outbox.kind, "open"));
    const began = Date.now();
    const now = () => new Date(later(3).getTime() + (Date.now() - began) * HASTE);
    const clock = () =>
      guardWork({
        databaseUrl: process.env.DATABASE_URL ?? "",
        tryAgainMs: 100,
        work: (signal) => runJobs({ signal, now }),
      });
    /** As a mailbox is read: what was not acknowledged is there the next time, under its number. */
    const bring = async (n: number) => {
      const raw = await writeMail({
        from: `Remetente ${n} <r${n}@pessoa.example>`,
        to: "financas@portal.example",
        subject: `Pedido ${n}`,
        text: `Texto ${n}.`,
      });
      const once = () => receiveMail({ source: "imap", sourceId: `1:${n}`, recipients: [] }, raw, now());
      while ((await once().catch(() => "again")) === "again") await delay(50);
    };
    const some = (count: () => Promise<number>) =>
      vi.waitFor(async () => expect(await count()).toBeGreaterThan(0), { timeout: 15_000, interval: 5 });
    const isHeld = ({ state, attempts }: typeof outbox | typeof incomingMail) =>
      and(inArray(state, ["waiting", "received"]), gt(attempts, 0));
    const delivering = () => some(() => db.$count(outbox, isHeld(outbox)));
    const deciding = () => some(() => db.$count(incomingMail, isHeld(incomingMail)));
    const told = async () => {
      const client = new Client({ connectionString: process.env.DATABASE_URL });
      await client.connect();
      const { rows } = await client.query(
        `select count(*)::int as n, count(distinct ticket_id)::int as tickets,
           (select count(*)::int from incoming_mail where state = 'posted') as posted,
           (select count(distinct message_id)::int from incoming_mail) as messages,
           (select count(*)::int from incoming_mail) as came,
           (select count(*)::int from tickets where channel = 'email') as opened,
           (select count(*)::int from outbox o left join demo_mailbox d on d.letter_id = o.id
            where o.state <> 'sent' or d.letter_id is null) as missing,
           (select count(*)::int from outbox where kind = 'remind') as reminders
         from events where verb = 'remind'`,
      );
      const breaches = await auditData(client);
      await client.end();
      return { ...rows[0], breaches };
    };
    const stops = [clock(), clock()];
    const brought: Promise<void>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let n = 0; n < BURST; n += 1) brought.push(bring(round * BURST + n));
      await (round % 2 ? deciding() : round ? delay(150) : delivering());
      await killDatabase();
      await delay(300);
      server = await startEmbedded({ home, port });
    }
    await Promise.all(brought);
    const messages = brought.length;
    await vi.waitFor(
      async () =>
        expect(await told()).toEqual({
          ...{ n: waiting, tickets: waiting, reminders: waiting, missing: 0, breaches: [] },
          ...{ came: messages, posted: messages, messages, opened: messages },
        }),
      { timeout: 30_000, interval: 500 },
    );
    for (const stop of stops) await stop();
  });
});
