import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { Client, type ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Storage } from "../storage/driver";
import { auditData } from "./audit";
import { digesting, readTable } from "./dump";
import { type Manifest, manifestSchema, migrationsOf, quoted, type TableEntry, tablesOf } from "./manifest";

/**
 * Puts a backup into an empty, migrated database and its files into the storage. All rows come in one transaction:
 * whatever does not match the manifest, or breaks a rule of the data, leaves the database empty.
 * @throws Error with a sentence for the operator
 */
export async function restore(url: string, storage: Storage, folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const client = new Client({ connectionString: url, application_name: "guiche-restore" });
  await client.connect();
  try {
    await requireFitting(client, manifest);
    for (const file of manifest.files) await restoreFile(storage, folder, file);
    await client.query("begin");
    for (const table of manifest.tables) await restoreTable(client, folder, table);
    for (const [name, last] of Object.entries(manifest.sequences)) {
      await client.query("select setval($1::regclass, $2)", [quoted(name), last]);
    }
    const breaches = await auditData(client);
    if (breaches.length > 0) {
      throw new Error(`A cópia está inconsistente: ${breaches.map(({ rule }) => rule).join("; ")}.`);
    }
    await client.query("commit");
    await client.query("analyze");
    return manifest;
  } finally {
    // Without its commit the transaction ends here, undone.
    await client.end();
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, "manifest.json"), "utf8").catch(() => null);
  if (text === null) throw new Error(`Não há cópia completa em ${folder}: falta o manifest.json.`);
  return manifestSchema.parse(JSON.parse(text));
}

async function requireFitting(client: ClientBase, manifest: Manifest): Promise<void> {
  const migrations = await migrationsOf(client);
  if (migrations.join() !== manifest.migrations.join()) {
    throw new Error(
      "As tabelas deste banco não são as da cópia. Use a versão do portal com que ela foi feita e rode npm run db:migrate.",
    );
  }
  for (const { name } of await tablesOf(client)) {
    const { rowCount } = await client.query(`select 1 from ${quoted(name)} limit 1`);
    if (rowCount) throw new Error(`O banco não está vazio: há dados em ${name}. Nada foi mudado.`);
  }
}

async function restoreTable(client: ClientBase, folder: string, table: TableEntry): Promise<void> {
  const hash = createHash("sha256");
  const target = client.query(
    copyFrom(`copy ${quoted(table.name)} (${table.columns.map(quoted).join(", ")}) from stdin`),
  );
  await pipeline(readTable(folder, table.name), digesting(hash), target);
  if (target.rowCount !== table.rows || hash.digest("hex") !== table.sha256) {
    throw new Error(`A tabela ${table.name} da cópia está danificada. Nada foi mudado no banco.`);
  }
}

async function restoreFile(storage: Storage, folder: string, file: Manifest["files"][number]): Promise<void> {
  const source = createReadStream(path.join(folder, "files", file.key));
  const stored = await storage.restore(file.key, source);
  if (stored.sha256 !== file.sha256) {
    await storage.remove(file.key);
    throw new Error(`O arquivo ${file.key} da cópia está danificado. Nada foi mudado no banco.`);
  }
}
