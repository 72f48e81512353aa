import { Client } from "pg";
import { lives, YEARS } from "./life";
import { openTables, type Scene, tell } from "./rows";
import { fillTown } from "./town";
import { Speech, stemsOf, vocabulary } from "./words";

export interface FillOptions {
  tickets: number;
  now: Date;
  progress: (done: number) => void;
}

/**
 * Fills an empty, migrated database with generated tickets: 10 % open, 85 % closed, five messages each, words as
 * people use them. The same call gives the same rows. Indexes are made after the rows, foreign keys are not checked.
 */
export async function fillForBench(url: string, options: FillOptions): Promise<void> {
  const main = await connect(url);
  await fillTown(main, new Date(options.now.getTime() - YEARS));
  const words = vocabulary();
  const speech = new Speech(words, await stemsOf(main, words));
  const rebuild = await dropIndexes(main);
  await fillTickets(url, { speech, now: options.now }, options);
  await rebuild();
  // No trigger kept these while the rows came.
  await main.query(
    "insert into ticket_tallies select department_id, status, unassigned, count(*) from tickets group by 1, 2, 3",
  );
  await main.query("select setval('ticket_number', $1)", [options.tickets]);
  await main.query("vacuum (analyze, freeze)");
  await main.query("checkpoint");
  await main.end();
}

async function fillTickets(
  url: string,
  scene: Scene,
  { tickets, now, progress }: FillOptions,
): Promise<void> {
  const { tables, end } = await openTables(() => connect(url));
  let index = 0;
  for (const life of lives(tickets, now)) {
    await tell(tables, index, life, scene);
    if (index % Math.ceil(tickets / 20) === 0) progress(index / tickets);
    index += 1;
  }
  await end();
}

/** Drops every index that no constraint needs; the answer makes them again. */
async function dropIndexes(client: Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index join pg_class on pg_class.oid = indexrelid
     where relnamespace = 'public'::regnamespace
       and not exists (select 1 from pg_constraint where conindid = indexrelid)`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return async () => {
    await client.query("set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 2");
    for (const { definition } of rows) await client.query(definition);
  };
}

/** A connection that leaves foreign keys unchecked: the rows are made to fit. */
async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("set session_replication_role = replica; set synchronous_commit = off");
  return client;
}
