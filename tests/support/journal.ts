import { pool } from "@/db";

/** One row that was written, and in which transaction. */
export interface Written {
  tx: string;
  table: string;
  op: "INSERT" | "UPDATE" | "DELETE";
}

/** Lets this file's database note every row that is written, whatever writes it. */
export async function keepJournal(): Promise<void> {
  await pool.query(`
    create unlogged table journal (tx xid8, at bigserial, entry text);
    create function note_writing() returns trigger language plpgsql as $$
      begin
        insert into journal (tx, entry) values (pg_current_xact_id(), tg_table_name || ' ' || tg_op);
        return null;
      end $$;
    do $$
      declare name text;
      begin
        for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'journal' loop
          execute format('create trigger note after insert or update or delete on %I
            for each row execute function note_writing()', name);
        end loop;
      end $$;`);
}

/** What was written since it was last asked. */
export async function takeJournal(): Promise<Written[]> {
  const { rows } = await pool.query<{ tx: string; entry: string }>(
    "with taken as (delete from journal returning tx::text, at, entry) select tx, entry from taken order by at",
  );
  return rows.map(({ tx, entry }) => {
    const [table = "", op] = entry.split(" ");
    return { tx, table, op: op as Written["op"] };
  });
}
