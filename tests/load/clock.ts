import process from "node:process";
import { Client } from "pg";

const MEGABYTE = 1024 * 1024;
const SAMPLE_MS = 500;

/**
 * How long the clock takes for so many windows that are over at once, as after days without it, and how much memory: each
 * is settled by its verb, in a transaction with its event.
 */
export async function measureClock(url: string, wanted: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const count = await lapse(client, wanted);
  Object.assign(process.env, {
    DATABASE_URL: url,
    APP_URL: "http://localhost:3900",
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? "the-bench-is-on-this-machine-only-0123456789",
    LOG_LEVEL: "error",
  });
  const { settleDue } = await import("@/lib/jobs/sweep");
  const { pool } = await import("@/db/index");
  await settleDue(new Date(0));

  const memory: number[] = [];
  const sampler = setInterval(() => memory.push(process.memoryUsage().rss / MEGABYTE), SAMPLE_MS);
  const began = performance.now();
  const settled = await settleDue(new Date());
  const seconds = (performance.now() - began) / 1000;
  clearInterval(sampler);

  const { rows } = await client.query<{ events: number; twice: number; left: number }>(`
    with done as (select ticket_id, count(*) as times from events where verb = 'window_over' and at > now() - interval '1 day' group by 1)
    select (select coalesce(sum(times), 0) from done)::int as events,
      (select count(*) from done where times > 1)::int as twice,
      (select count(*) from deadlines where settled_at is null and cancelled_at is null and due_at < now())::int as left`);
  const third = Math.max(Math.floor(memory.length / 3), 1);
  const mean = (list: number[]) =>
    Math.round(list.reduce((sum, each) => sum + each, 0) / Math.max(list.length, 1));
  process.stdout.write(
    `${count} prazos vencidos: ${settled} resolvidos em ${Math.round(seconds)} s (${Math.round(settled / seconds)} por segundo)\n` +
      `eventos ${rows[0]?.events}, em dobro ${rows[0]?.twice}, por resolver ${rows[0]?.left}\n` +
      `memória no primeiro terço ${mean(memory.slice(0, third))} MB, no último ${mean(memory.slice(-third))} MB\n`,
  );
  await pool.end();
  await client.end();
  if (settled !== count || rows[0]?.twice || rows[0]?.left) process.exitCode = 1;
}

/** Closed tickets become resolved ones whose window ended. Returns how many. */
async function lapse(client: Client, wanted: number): Promise<number> {
  const { rowCount } = await client.query(
    `update tickets set status = 'resolved', closed_at = null, closed_by = null
     where id in (select id from tickets where status = 'closed' order by id limit $1)`,
    [wanted],
  );
  await client.query(`
    insert into deadlines (id, ticket_id, kind, started_at, due_at)
    select gen_random_uuid(), id, 'reopen_window', now() - interval '6 days', now() - random() * interval '1 day'
    from tickets where status = 'resolved' and not exists (
      select 1 from deadlines d where d.ticket_id = tickets.id and d.kind = 'reopen_window' and d.settled_at is null)`);
  await client.query("analyze");
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from deadlines where due_at < now() and settled_at is null and cancelled_at is null",
  );
  return rows[0]?.n ?? rowCount ?? 0;
}
