import { inject } from "vitest";
import { pool } from "@/db";
import { createCopy, dropCopy } from "./copies";

/** Empties every table of this file's database, so that a test starts from nothing. */
export async function emptyDatabase(): Promise<void> {
  const { rows } = await pool.query<{ tables: string | null }>(
    "select string_agg(format('%I', tablename), ', ') as tables from pg_tables where schemaname = 'public'",
  );
  if (rows[0]?.tables) await pool.query(`truncate ${rows[0].tables} restart identity cascade`);
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
