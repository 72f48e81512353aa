import { Client } from "pg";

/** What a database holds, as far as the demo is concerned. */
export type Contents = "nothing" | "demo" | "unfinished demo" | "something else";

const marker = "guiche_demo.filling";

/** Tells an empty database from the demo's own and from somebody's real one. */
export async function contentsOf(url: string): Promise<Contents> {
  return using(url, async (client) => {
    const { rows } = await client.query<{ marked: boolean; tables: boolean }>(
      `select to_regclass('${marker}') is not null as marked,
              exists (select from pg_tables where schemaname = 'public') as tables`,
    );
    if (rows[0]?.marked) {
      const unfinished = await client.query(`select from ${marker} where finished_at is null`);
      return unfinished.rowCount ? "unfinished demo" : "demo";
    }
    return rows[0]?.tables ? "something else" : "nothing";
  });
}

/** Marks the database as the demo's before anything is written to it. */
export async function claim(url: string): Promise<void> {
  await using(url, (client) =>
    client.query(
      `create schema guiche_demo;
       create table ${marker} (started_at timestamptz not null default now(), finished_at timestamptz);
       insert into ${marker} default values`,
    ),
  );
}

/** Notes that the demo's data is complete. */
export async function markFilled(url: string): Promise<void> {
  await using(url, (client) => client.query(`update ${marker} set finished_at = now()`));
}

/** Empties a database that is the demo's own. */
export async function wipe(url: string): Promise<void> {
  await using(url, (client) =>
    client.query(
      `drop schema if exists public cascade;
       drop schema if exists drizzle cascade;
       drop schema if exists guiche_demo cascade;
       create schema public`,
    ),
  );
}

/** Creates a database of this name on the server, unless it is there. */
export async function createIfMissing(maintenanceUrl: string, name: string): Promise<void> {
  await using(maintenanceUrl, async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

async function using<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
