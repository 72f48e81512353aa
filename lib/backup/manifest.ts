import type { ClientBase } from "pg";
import { z } from "zod";

const table = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number(),
  sha256: z.string(),
});

/** What a backup holds, as its manifest.json says. */
export const manifestSchema = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Digests of the migrations in force: it goes into a database of the same shape only. */
  migrations: z.array(z.string()),
  tables: z.array(table),
  sequences: z.record(z.string(), z.string()),
  files: z.array(z.object({ key: z.string(), size: z.number(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type TableEntry = z.infer<typeof table>;

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** What triggers keep as the other tables are written: a backup without it comes back with it. */
const KEPT = ["ticket_tallies"];

/** Every table, those that others point to first. */
export async function tablesOf(client: ClientBase): Promise<Pick<TableEntry, "name" | "columns">[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] }>(
    `select c.relname as name,
       array(select attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by attnum) as columns,
       array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and c.relname <> all($1) order by c.relname`,
    [KEPT],
  );
  const sorted: typeof rows = [];
  const placed = new Set<string>();
  while (sorted.length < rows.length) {
    const ready = rows.filter(
      ({ name, needs }) => !placed.has(name) && needs.every((need) => placed.has(need)),
    );
    if (ready.length === 0) throw new Error("tables that point to each other in a circle");
    for (const row of ready) placed.add(row.name);
    sorted.push(...ready);
  }
  return sorted.map(({ name, columns }) => ({ name, columns }));
}

export async function migrationsOf(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ hash: string }>(
    "select hash from drizzle.__drizzle_migrations order by id",
  );
  return rows.map(({ hash }) => hash);
}

/** The last number each sequence gave; those not used yet are left out. */
export async function sequencesOf(client: ClientBase): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    "select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' and last_value is not null",
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}
