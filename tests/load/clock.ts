import process from "node:process";
import { Client } from "pg";
import { STEPS } from "@/lib/sla/rules";

const MEGABYTE = 1024 * 1024;
const SAMPLE_MS = 500;
/** Memory may grow by half from the first third of the run to the last; a hundred thousand may take ten minutes. */
const MOST_GROWTH = 1.5;
const MOST_SECONDS = 600;
const FOR_SO_MANY = 100_000;
/** A short run is mostly its own beginning. */
const LEAST_SECONDS = 60;

/**
 * What falls due, in equal parts: how its ticket stands, which of its deadlines is over, the last that is open, and what the
 * clock then does. A town without managers has each warning told to whoever attends the ticket, and to nobody else.
 */
const KINDS = [
  { status: "resolved", kind: "reopen_window", step: 0, last: 0, verb: "window_over", letters: 0 },
  { status: "pending", kind: "pending_lapse", step: 1, last: 1, verb: "remind", letters: 1 },
  { status: "pending", kind: "pending_lapse", step: 0, last: 0, verb: "pending_lapse", letters: 1 },
  { status: "validating", kind: "validation_lapse", step: 0, last: 0, verb: "validation_lapse", letters: 1 },
  {
    ...{ status: "assigned", kind: "first_response", step: STEPS.warning, last: STEPS.escalation },
    ...{ verb: "warn", letters: 1 },
  },
  {
    ...{ status: "assigned", kind: "resolution", step: STEPS.due, last: STEPS.escalation },
    ...{ verb: "warn", letters: 1 },
  },
] as const;

/**
 * How long the clock takes for so many deadlines that are over at once, as after days without it, and how much memory: each
 * is settled by its verb, in a transaction with its event, its notices and its letter. Fails when one is settled twice or
 * left, lacks its letter or has two, when it takes too long, or when memory grows.
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
  const start = new Date();
  const began = performance.now();
  const settled = await settleDue(new Date());
  const seconds = (performance.now() - began) / 1000;
  clearInterval(sampler);

  const told = await client.query<Told>(
    `with done as (
       select e.ticket_id, e.verb, (select count(*) from outbox o where o.event_id = e.id)::int as letters
       from events e where e.actor_kind = 'system' and e.at >= $1
     )
     select verb, count(*)::int as events, (count(*) - count(distinct ticket_id))::int as twice,
       min(letters) as fewest, max(letters) as most
     from done group by verb order by verb`,
    [start],
  );
  const { rows } = await client.query<{ left: number }>(
    "select count(*)::int as left from deadlines where settled_at is null and cancelled_at is null and due_at < now()",
  );
  const left = rows[0]?.left ?? 0;
  const third = Math.max(Math.floor(memory.length / 3), 1);
  const first = mean(memory.slice(0, third));
  const last = mean(memory.slice(-third));
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(
    `${count} prazos vencidos: ${settled} resolvidos em ${Math.round(seconds)} s (${Math.round(settled / seconds)} por segundo), por resolver ${left}`,
  );
  for (const { verb, events, twice, fewest, most } of told.rows)
    say(`  ${verb}: eventos ${events}, em dobro ${twice}, cartas por evento de ${fewest} a ${most}`);
  say(`memória no primeiro terço ${Math.round(first)} MB, no último ${Math.round(last)} MB`);
  await pool.end();
  await client.end();

  const events = told.rows.reduce((sum, row) => sum + row.events, 0);
  const wrong = [
    settled !== count && `${count} venceram e ${settled} foram resolvidos`,
    events !== count && `${count} venceram e ${events} ficaram registrados`,
    left > 0 && `${left} ficaram por resolver`,
    ...told.rows.map(wrongIn),
    last > first * MOST_GROWTH && "a memória cresceu mais da metade",
    seconds > Math.max((MOST_SECONDS * count) / FOR_SO_MANY, LEAST_SECONDS) && "demorou demais",
  ].filter((line) => line !== false);
  for (const line of wrong) process.stderr.write(`Errado: ${line}.\n`);
  if (wrong.length > 0) process.exitCode = 1;
}

/** What was done by a verb, and how many letters its events wrote. */
interface Told {
  verb: string;
  events: number;
  twice: number;
  fewest: number;
  most: number;
}

function wrongIn({ verb, twice, fewest, most }: Told): string | false {
  const letters = KINDS.find((kind) => kind.verb === verb)?.letters;
  if (letters === undefined) return `${verb} não era esperado`;
  if (twice > 0) return `${verb} aconteceu ${twice} vezes a mais`;
  return (fewest !== letters || most !== letters) && `${verb} escreve ${letters} carta por evento`;
}

const mean = (list: number[]) => list.reduce((sum, each) => sum + each, 0) / Math.max(list.length, 1);

/** Closed tickets become what they were before their end, with a deadline that is over. Returns how many are. */
async function lapse(client: Client, wanted: number): Promise<number> {
  await client.query(
    `create temporary table lapsing as
     select id as ticket_id, (row_number() over (order by id) % ${KINDS.length})::int as lot
     from tickets where status = 'closed' order by id limit $1`,
    [wanted],
  );
  for (const [lot, { status, kind, step, last }] of KINDS.entries()) {
    const waits = status === "pending" ? "'assigned', 'requester', 'Falta um documento'" : "null, null, null";
    await client.query(
      `update tickets set status = $2, closed_at = null, closed_by = null, (pending_from, pending_type, pending_reason) = (select ${waits})
       where id in (select ticket_id from lapsing where lot = $1)`,
      [lot, status],
    );
    // The end of a wait comes after its notice, which went out the day before; where that is due, the end is far. What comes
    // after a warning is far as well, and what came before it was told.
    const promised = status === "assigned";
    await client.query(
      `insert into deadlines (id, ticket_id, kind, step, started_at, due_at, noticed_at)
       select gen_random_uuid(), ticket_id, $2, s.step, now() - interval '6 days',
         case when s.step = $3 then now() - random() * interval '1 day' else now() + interval '9 days' end,
         case when $3 = 0 and $2 <> 'reopen_window' then now() - interval '3 days' end
       from lapsing cross join generate_series($4::int, $5::int) as s(step) where lot = $1`,
      [lot, kind, step, promised ? step : 0, last],
    );
    if (promised)
      await client.query(
        `update ticket_targets p
         set ended_at = null, met = null, counted_from = p.started_at, spent_work = 0, due_at = d.due_at, told = $3
         from lapsing l, deadlines d
         where l.lot = $1 and p.ticket_id = l.ticket_id and p.kind = $2
           and d.ticket_id = p.ticket_id and d.kind = p.kind and d.step = ${STEPS.due} and d.settled_at is null`,
        [lot, kind, step - 1],
      );
  }
  await client.query(
    `insert into pending_periods (id, ticket_id, type, reason, started_at)
     select gen_random_uuid(), id, 'requester', 'Falta um documento', now() - interval '6 days'
     from tickets where status = 'pending' and id in (select ticket_id from lapsing)`,
  );
  await client.query(
    `update solutions set state = 'waiting', decided_by = null, decided_at = null
     where id in (
       select distinct on (s.ticket_id) s.id from solutions s join tickets t on t.id = s.ticket_id
       where t.status = 'validating' and t.id in (select ticket_id from lapsing) order by s.ticket_id, s.proposed_at desc)`,
  );
  await client.query("analyze");
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from deadlines where due_at < now() and settled_at is null and cancelled_at is null",
  );
  return rows[0]?.n ?? 0;
}
