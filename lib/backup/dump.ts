import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Client, type ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Storage } from "../storage/driver";
import { STORED_KEYS } from "./audit";
import { type Manifest, migrationsOf, quoted, sequencesOf, type TableEntry, tablesOf } from "./manifest";

/**
 * Writes everything the portal holds into a new folder: each table by COPY out of one snapshot, so that nobody has to
 * stop working, and the bytes of each file. The folder gets its name only when all of it is there.
 */
export async function dump(url: string, storage: Storage, folder: string, now: Date): Promise<Manifest> {
  const draft = `${path.resolve(folder)}.unfinished`;
  await mkdir(path.dirname(draft), { recursive: true });
  await mkdir(draft);
  await mkdir(path.join(draft, "tables"));
  await mkdir(path.join(draft, "files"));
  const client = new Client({ connectionString: url, application_name: "guiche-backup" });
  await client.connect();
  try {
    await client.query("begin transaction isolation level repeatable read, read only");
    const tables: TableEntry[] = [];
    for (const table of await tablesOf(client)) tables.push(await dumpTable(client, table, draft));
    const files = await dumpFiles(client, storage, draft);
    const manifest: Manifest = {
      format: 1,
      takenAt: now.toISOString(),
      migrations: await migrationsOf(client),
      tables,
      sequences: await sequencesOf(client),
      files,
    };
    await client.query("commit");
    await writeFile(path.join(draft, "manifest.json"), JSON.stringify(manifest, null, 1));
    await rename(draft, path.resolve(folder));
    return manifest;
  } finally {
    await client.end();
  }
}

type Table = Pick<TableEntry, "name" | "columns">;

async function dumpTable(client: ClientBase, table: Table, draft: string): Promise<TableEntry> {
  const columns = table.columns.map(quoted).join(", ");
  const source = client.query(copyTo(`copy ${quoted(table.name)} (${columns}) to stdout`));
  const hash = createHash("sha256");
  await pipeline(
    source,
    digesting(hash),
    createGzip({ level: 4 }),
    createWriteStream(tableFile(draft, table.name)),
  );
  return { ...table, rows: source.rowCount, sha256: hash.digest("hex") };
}

async function dumpFiles(client: ClientBase, storage: Storage, draft: string): Promise<Manifest["files"]> {
  const { rows } = await client.query<{ key: string }>(`${STORED_KEYS} order by key`);
  const files: Manifest["files"] = [];
  for (const { key } of rows) {
    const hash = createHash("sha256");
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        size += chunk.length;
        done(null, chunk);
      },
    });
    await pipeline(storage.read(key), measure, createWriteStream(path.join(draft, "files", key))).catch(
      (cause: unknown) => {
        throw new Error(`O arquivo ${key} não pôde ser lido; a cópia ficou incompleta.`, { cause });
      },
    );
    files.push({ key, size, sha256: hash.digest("hex") });
  }
  return files;
}

export const tableFile = (folder: string, table: string) => path.join(folder, "tables", `${table}.copy.gz`);

/** The rows of a table as they were written, unpacked. */
export const readTable = (folder: string, table: string) =>
  createReadStream(tableFile(folder, table)).pipe(createGunzip());

/** Passes everything on and adds it to a digest. */
export function digesting(hash: ReturnType<typeof createHash>): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}
