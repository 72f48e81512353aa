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
  const client = new Client({ connectionString: url, application_name: "guiche-migrate" });
  await client.connect();
  try {
    await refuseOtherEncodings(client);
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await migrate(drizzle({ client, casing: "snake_case" }), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}

async function refuseOtherEncodings(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; encoding: string }>(
    "select current_database() as name, current_setting('server_encoding') as encoding",
  );
  const [database] = rows;
  if (database && database.encoding !== "UTF8") {
    throw new Error(
      `O banco "${database.name}" de DATABASE_URL usa a codificação ${database.encoding}; o Guichê precisa de UTF8. ` +
        `Crie outro com: CREATE DATABASE guiche ENCODING 'UTF8' TEMPLATE template0;`,
    );
  }
}

if (process.argv[1] === path.resolve("db/migrate.ts")) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("Informe DATABASE_URL.");
  migrateDatabase(url).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
