import { inject } from "vitest";
import { pool } from "@/db";
import { createCopy, dropCopy } from "./copies";

/**
 * Empties every table of this file's database, so that a test starts from nothing: row by row, without what watches over
 * rows. There are few of them, and to truncate so many tables takes nine times as long.
 */
export async function emptyDatabase(): Promise<void> {
  await pool.query(`do $$ declare found record; begin
    set local session_replication_role = replica;
    for found in select tablename from pg_tables where schemaname = 'public' loop
      execute format('delete from %I', found.tablename);
    end loop;
    for found in select sequencename from pg_sequences where schemaname = 'public' loop
      execute format('alter sequence %I restart', found.sequencename);
    end loop;
  end $$`);
}

/** A second migrated database for one test, dropped when the test's work is done. */
export async function withFreshDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const url = await createCopy(inject("postgresUrl"));
  try {
    return await work(url);
  } finally {
    await dropCopy(inject("postgresUrl"), url);
  }
}
