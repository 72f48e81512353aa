import { randomBytes } from "node:crypto";
import { Client } from "pg";

export const templateName = "guiche_template";

/** Copies the migrated template into a new database of the server at `maintenanceUrl`; returns its address. */
export async function createCopy(maintenanceUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await maintain(maintenanceUrl, `create database ${name} template ${templateName} strategy file_copy`);
  const url = new URL(maintenanceUrl);
  url.pathname = name;
  return url.href;
}

/** Drops a database made by {@link createCopy}, whoever is still connected. */
export async function dropCopy(maintenanceUrl: string, url: string): Promise<void> {
  await maintain(maintenanceUrl, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

/** Runs one statement in the server's maintenance database. */
export async function maintain(maintenanceUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
