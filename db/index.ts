import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Client, Pool, type PoolClient } from "pg";
import { isAway } from "./away";
import * as relations from "./relations";
import * as attachments from "./schema/attachments";
import * as catalog from "./schema/catalog";
import * as mail from "./schema/mail";
import * as people from "./schema/people";
import * as tickets from "./schema/tickets";
import { keepPlans } from "./statements";

const schema = { ...attachments, ...catalog, ...mail, ...people, ...tickets, ...relations };

const poolSize = Number(process.env.DATABASE_POOL_SIZE || 10);

/** When the database last answered, in milliseconds; 0 once a connection broke. */
interface Pulse {
  answeredAt: number;
}

function createPool(pulse: Pulse): Pool {
  const pool = new Pool({
    connectionString: process.env.DATABASE_URL,
    application_name: "guiche",
    // The plan that is kept, always: weighing it against one for the very values takes longer than our queries do.
    options: "-c plan_cache_mode=force_generic_plan",
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    // For a server that fell silent and can keep no promise of its own.
    query_timeout: 17_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  // A connection that breaks is dropped, and what it was doing fails; without a listener on the pool (for idle ones)
  // and on each client (between two statements of a transaction) it would end the process.
  const lost = () => {
    pulse.answeredAt = 0;
  };
  pool.on("error", lost);
  pool.on("connect", (client) => {
    client.on("error", (error) => {
      lost();
      process.emitWarning(error.message, "DatabaseConnectionLost");
    });
    keepPlans(client);
  });
  pool.on("release", (error) => {
    if (!error) pulse.answeredAt = Date.now();
  });
  return pool;
}

function createDatabase(pool: Pool) {
  return drizzle({ client: pool, schema, casing: "snake_case" });
}

type Database = ReturnType<typeof createDatabase>;
type Shared = { pool: Pool; pulse: Pulse };

const holder = globalThis as typeof globalThis & { guicheDatabase?: Shared };

function share(): Shared {
  const pulse = { answeredAt: 0 };
  return { pool: createPool(pulse), pulse };
}

// Kept on globalThis: the server's bundles each have a copy of this module, and a hot reload makes another.
holder.guicheDatabase ??= share();

export const { pool, pulse } = holder.guicheDatabase;

/** Of this copy alone: another's query builder does not know our tables by their class, and looks at each slowly. */
export const db = createDatabase(pool);

/** A transaction, as handed to the callback of {@link transact}. */
export type Tx = NodePgDatabase & { $client: PoolClient };

/** Anything a query can run on: the pool's client or a transaction. */
export type Executor = Database | Tx;

/**
 * Runs the work in one transaction. Drizzle's own would keep the connection for ever when BEGIN fails because the
 * database just went away, and would hide what went wrong when ROLLBACK fails too.
 */
export async function transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query("begin");
    const result = await work(drizzle({ client, casing: "snake_case" }));
    await client.query("commit");
    return result;
  } catch (error) {
    // Nothing more is asked of a connection that fell silent: the database ends the transaction with it.
    broken = isAway(error);
    if (!broken) {
      await client.query("rollback").catch(() => {
        broken = true;
      });
    }
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Opens a connection of its own, outside the pool, for LISTEN or session-level locks.
 * The caller ends it and handles its `error` and `end` events.
 */
export async function openConnection(applicationName: string): Promise<Client> {
  const client = new Client({
    connectionString: process.env.DATABASE_URL,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  await client.connect();
  return client;
}
