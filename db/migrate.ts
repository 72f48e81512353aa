import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";

const folder = path.resolve("db/migrations");

/** Any number, the same for every process that migrates this database. */
const lockKey = 7_213_804_551;

/**
 * Brings the database to the current shape. Two processes that start together take turns: drizzle alone
 * would let both run the same files.
 */
export async function migrateDatabase(url: string): Promise<void> {
  await requireUsable(url);
  const client = new Client({ connectionString: url, application_name: "guiche-migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await migrate(drizzle({ client, casing: "snake_case" }), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}

/** As `server_version_num` writes it. */
const OLDEST = 160_000;

/** Refuses, in a sentence, a database that cannot be reached, is too old or is not in UTF-8. */
export async function requireUsable(url: string): Promise<void> {
  if (!URL.canParse(url))
    throw new Error("DATABASE_URL não é um endereço postgres://usuario:senha@servidor/banco.");
  const { host, pathname } = new URL(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ encoding: string; version: number }>(
      "select current_setting('server_encoding') as encoding, current_setting('server_version_num')::int as version",
    );
    if ((rows[0]?.version ?? 0) < OLDEST) {
      throw new Error(`é preciso o PostgreSQL ${OLDEST / 10_000} ou mais novo`);
    }
    if (rows[0]?.encoding !== "UTF8") {
      throw new Error(
        `a codificação dele é ${rows[0]?.encoding}, e precisa ser UTF8. ` +
          "Crie outro: CREATE DATABASE guiche ENCODING 'UTF8' TEMPLATE template0",
      );
    }
  } catch (cause) {
    throw new Error(`O banco de DATABASE_URL (${host}${pathname}) não pode ser usado: ${reasonOf(cause)}.`, {
      cause,
    });
  } finally {
    await client.end();
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join("; ");
  return cause instanceof Error ? cause.message : String(cause);
}

if (/[\\/]db[\\/]migrate\.(ts|cjs)$/.test(path.resolve(process.argv[1] ?? ""))) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("Informe DATABASE_URL.");
  migrateDatabase(url).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
