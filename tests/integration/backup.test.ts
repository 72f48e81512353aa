import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { storeUpload } from "@/lib/attachments/mutations/store-upload";
import { auditData, auditFiles } from "@/lib/backup/audit";
import { dump, tableFile } from "@/lib/backup/dump";
import { restore } from "@/lib/backup/restore";
import { bucketStorage } from "@/lib/storage/bucket";
import { diskStorage } from "@/lib/storage/disk";
import { storage } from "@/lib/storage/place";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { createCopy, dropCopy } from "../support/copies";
import { S3Server } from "../support/s3";
import { stories, words } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

let world: World;
let folder: string;
const copies: string[] = [];

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "guiche-backup-"));
  world = await createWorld();
  const story = stories(world);
  for (const make of Object.values(story)) await make();
  await withFile(await story.assigned());
});
afterAll(async () => {
  for (const url of copies) await dropCopy(inject("postgresUrl"), url);
  await fs.rm(folder, { recursive: true, force: true });
});

const here = process.env.DATABASE_URL ?? "";

async function withFile(number: number): Promise<void> {
  const bytes = (async function* () {
    yield Buffer.from("Linha de um documento qualquer.");
  })();
  const upload = { place: "reply", fieldId: null, name: "nota.txt", bytes, limit: 1e6 };
  const file = await storeUpload(world.ana, upload, later(1));
  await addReply(world.ana, { ...words(number), files: [file.id] }, later(1));
}

async function emptyDatabase(): Promise<string> {
  const url = await createCopy(inject("postgresUrl"));
  copies.push(url);
  return url;
}

async function asked<T>(url: string, ask: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

const countOf = (url: string, table: string) =>
  asked(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    return rows[0]?.n;
  });

describe("a backup", () => {
  it("taken while people write is one moment of it all, and comes back whole", async () => {
    let writing = true;
    const writers = [world.ana, world.bruno, world.clara].map(async (person) => {
      while (writing) {
        const { number } = await world.open(person);
        await withFileless(number, person);
      }
    });
    const taken = path.join(folder, "under-load");
    const manifest = await dump(here, storage(), taken, later(2));
    writing = false;
    await Promise.all(writers);
    expect(await countOf(here, "tickets")).toBeGreaterThan(
      manifest.tables.find(({ name }) => name === "tickets")?.rows ?? Infinity,
    );

    const url = await emptyDatabase();
    const files = diskStorage(path.join(folder, "files"));
    await restore(url, files, taken);
    for (const { name, rows } of manifest.tables)
      expect([name, await countOf(url, name)]).toEqual([name, rows]);
    expect(await asked(url, auditData)).toEqual([]);
    for (const { key, size } of manifest.files) {
      const parts: Buffer[] = [];
      for await (const part of files.read(key)) parts.push(part);
      expect(Buffer.concat(parts)).toHaveLength(size);
    }
    expect(manifest.files.length).toBeGreaterThan(0);
    const next = await asked(url, (client) =>
      client.query<{ n: string }>("select nextval('ticket_number') as n"),
    );
    expect(Number(next.rows[0]?.n)).toBeGreaterThan(
      manifest.tables.find(({ name }) => name === "tickets")?.rows ?? 0,
    );
  });

  it("goes into an empty database only", async () => {
    const taken = path.join(folder, "elsewhere");
    await dump(here, storage(), taken, later(2));
    const before = await countOf(here, "tickets");
    await expect(restore(here, storage(), taken)).rejects.toThrow("O banco não está vazio");
    expect(await countOf(here, "tickets")).toBe(before);
  });

  it("goes from a folder into a bucket, and from a bucket back, with the same bytes", async () => {
    const s3 = await S3Server.start();
    const bucket = bucketStorage(s3.bucket);
    const taken = path.join(folder, "from-folder");
    const { files } = await dump(here, storage(), taken, later(2));
    const url = await emptyDatabase();
    await restore(url, bucket, taken);
    const again = await dump(url, bucket, path.join(folder, "from-bucket"), later(3));
    expect(again.files).toEqual(files);
    expect([...s3.objects.keys()].sort()).toEqual(files.map(({ key }) => key));

    await bucket.remove(files[0]?.key ?? "");
    const broken = path.join(folder, "a-file-is-gone");
    await expect(dump(url, bucket, broken, later(3))).rejects.toThrow(files[0]?.key);
    await expect(restore(await emptyDatabase(), bucket, broken)).rejects.toThrow("manifest");
    await s3.stop();
  });

  it("that was damaged is refused, and the database stays empty", async () => {
    const taken = path.join(folder, "damaged");
    await dump(here, storage(), taken, later(2));
    const file = tableFile(taken, "messages");
    const lines = gunzipSync(await fs.readFile(file))
      .toString("utf8")
      .split("\n");
    await fs.writeFile(file, gzipSync(lines.toSpliced(1, 1).join("\n")));
    const url = await emptyDatabase();
    await expect(restore(url, diskStorage(path.join(folder, "other")), taken)).rejects.toThrow("messages");
    expect(await countOf(url, "tickets")).toBe(0);
    expect(await countOf(url, "users")).toBe(0);
  });

  it("that did not come to its end does not look like one", async () => {
    await expect(restore(await emptyDatabase(), storage(), path.join(folder, "none"))).rejects.toThrow(
      "manifest",
    );
  });
});

describe("the audit of the data", () => {
  it("finds what does not hold together", async () => {
    expect(await asked(here, auditData)).toEqual([]);
    await asked(here, async (client) => {
      await client.query("begin");
      await client.query("update tickets set status = 'assigned' where status = 'validating'");
      await client.query(
        "update ticket_tallies set tickets = tickets + 1 where ctid = (select min(ctid) from ticket_tallies)",
      );
      await client.query(
        "update ticket_search set queue_rank = 7 where ticket_id = (select max(id::text)::uuid from tickets)",
      );
      await client.query("delete from ticket_search where ticket_id = (select id from tickets limit 1)");
      const broken = await auditData(client);
      await client.query("rollback");
      expect(broken.map(({ rule }) => rule)).toEqual([
        "a ticket's status is what its last event left",
        "every ticket has its request and its search entry",
        "a solution waits where the ticket waits for its requester's word",
        "the counts that run are those of the status",
        "what is kept of a department is what is counted there",
        "what a search knows of a ticket is what the ticket says",
      ]);
    });
  });
});

describe("the audit of what is counted and of what belongs together", () => {
  const one = (table: string) => `(select id from ${table} order by id limit 1)`;
  const last = (table: string) => `(select id from ${table} order by id desc limit 1)`;
  it.each([
    [
      "what an event says was said is there",
      `update events set facts = facts || '{"messageId": "00000000-0000-4000-8000-000000000000"}' where id = ${one("events")}`,
    ],
    [
      "a solution was said on its ticket",
      `update solutions set message_id = (select m.id from messages m where m.ticket_id <> solutions.ticket_id limit 1) where id = ${one("solutions")}`,
    ],
    [
      "a file waits for its sender's use or belongs to a message",
      "insert into attachments (id, name, type, size, sha256, storage_key, created_at) values (gen_random_uuid(), 'x', 'y', 1, '', 'z', now())",
    ],
    [
      "a letter about an event is about its ticket",
      `update outbox set ticket_id = (select t.id from tickets t where t.id <> outbox.ticket_id limit 1) where id = ${one("outbox")}`,
    ],
    [
      "reopenings are counted as they happened",
      `update tickets set reopen_count = reopen_count + 1 where id = ${one("tickets")}`,
    ],
    [
      "what is promised runs, stands or is over as the status says",
      "insert into ticket_targets (ticket_id, kind, amount, unit, started_at) select id, 'resolution', 1, 'working_hours', now() from tickets where status = 'assigned' limit 1",
    ],
    [
      "what is to be told belongs to a count that runs",
      `insert into deadlines (id, ticket_id, kind, step, started_at, due_at) values (gen_random_uuid(), ${one("tickets")}, 'first_response', 9, now(), now())`,
    ],
    [
      "closings are numbered without holes",
      `insert into closings (id, ticket_id, ordinal, at, by) values (gen_random_uuid(), ${one("tickets")}, 9, now(), 'approval')`,
    ],
    [
      "no number was given that the counter does not know",
      `update tickets set number = 99999999 where id = ${last("tickets")}`,
    ],
  ])("%s", async (rule, damage) => {
    await asked(here, async (client) => {
      await client.query("begin");
      const { rowCount } = await client.query(damage);
      expect(rowCount).toBe(1);
      const broken = await auditData(client);
      await client.query("rollback");
      expect(broken.map((breach) => breach.rule)).toEqual([rule]);
    });
  });

  it("files without a row, and rows without their file", async () => {
    const files = diskStorage(path.join(folder, "audited"));
    const soon = new Date(Date.now() + 60_000);
    const { key } = await files.write(
      (async function* () {
        yield Buffer.from("de ninguém");
      })(),
    );
    await asked(here, async (client) => {
      expect(await auditFiles(client, storage(), soon)).toEqual([]);
      const broken = await auditFiles(client, files, soon);
      expect(broken.map(({ rule }) => rule)).toEqual([
        "the bytes of a file are there",
        "what is stored belongs to a file",
      ]);
      expect(broken[1]?.ids).toEqual([key]);
    });
  });
});

async function withFileless(number: number, person: World["ana"]): Promise<void> {
  await addReply(person, words(number), later(2));
}
