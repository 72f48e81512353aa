import type { ClientBase } from "pg";
import type { Storage } from "../storage/driver";

/** What must hold of the data whatever happened: each query finds the ids that break its rule. */
const RULES: Readonly<Record<string, string>> = {
  "every ticket began with one opening":
    "select id from tickets t where (select count(*) from events e where e.ticket_id = t.id and e.verb = 'open') <> 1",
  "a ticket's status is what its last event left": `select t.id from tickets t join lateral (
       select e.to_status from events e where e.ticket_id = t.id order by e.at desc, e.id desc limit 1
     ) last on true where last.to_status <> t.status`,
  "each event begins where the one before ended": `select ticket_id as id from (
       select ticket_id, from_status, lag(to_status) over (partition by ticket_id order by at, id) as before from events
     ) chain where before is not null and from_status is distinct from before`,
  "every ticket has its request and its search entry": `select id from tickets t where not exists (select 1 from messages m where m.ticket_id = t.id and m.kind = 'request')
       or not exists (select 1 from ticket_search s where s.ticket_id = t.id)`,
  "a message and its event are of one ticket":
    "select m.id from messages m join events e on e.id = m.event_id where e.ticket_id <> m.ticket_id",
  "a solution waits where the ticket waits for its requester's word": `select id from tickets t where (t.status = 'validating') <>
       exists (select 1 from solutions s where s.ticket_id = t.id and s.state = 'waiting')`,
  "a pending period is open while the ticket is pending": `select id from tickets t where (t.status = 'pending') <>
       exists (select 1 from pending_periods p where p.ticket_id = t.id and p.ended_at is null)`,
  "the counts that run are those of the status": `select t.id from tickets t join services s on s.id = t.service_id
     left join lateral (
       select coalesce(array_agg(d.kind), '{}') as kinds from deadlines d
       where d.ticket_id = t.id and d.step = 0 and d.settled_at is null and d.cancelled_at is null
     ) running on true
     where running.kinds <> case
       when t.status = 'validating' then array['validation_lapse']
       when t.status = 'pending' and t.pending_type = 'requester' then array['pending_lapse']
       when t.status = 'resolved' then array['reopen_window']
       else '{}' end`,
  "what is promised runs, stands or is over as the status says": `select t.id from tickets t join ticket_targets p on p.ticket_id = t.id
     where case
       when p.ended_at is null then t.status in ('resolved', 'closed', 'rejected', 'cancelled')
         or (p.kind = 'resolution' and (p.counted_from is not null) <> (t.status in ('new', 'in_review', 'assigned')))
       else p.kind = 'resolution' and p.met is not null and t.status not in ('resolved', 'closed', 'rejected', 'cancelled')
     end`,
  "what is to be told belongs to a count that runs": `select d.id from deadlines d
     where d.settled_at is null and d.cancelled_at is null and d.step > 0 and not exists (
       select 1 from ticket_targets p where p.ticket_id = d.ticket_id and p.kind = d.kind and p.counted_from is not null
       union all
       select 1 from deadlines c where c.ticket_id = d.ticket_id and c.kind = d.kind and c.step = 0
         and c.settled_at is null and c.cancelled_at is null)`,
  "a file that was sent belongs to a message of its ticket": `select a.id from attachments a left join messages m on m.id = a.message_id
     where a.claimed_at is not null and (m.id is null or m.ticket_id <> a.ticket_id)`,
  "what an event says was said is there":
    "select id from events e where facts ? 'messageId' and not exists (select 1 from messages m where m.id::text = e.facts->>'messageId' and m.event_id = e.id)",
  "a solution was said on its ticket":
    "select s.id from solutions s join messages m on m.id = s.message_id where m.ticket_id <> s.ticket_id",
  "a file waits for its sender's use or belongs to a message":
    "select id from attachments where claimed_at is null and (uploader_id is null or place is null or message_id is not null or ticket_id is not null)",
  "a letter about an event is about its ticket":
    "select o.id from outbox o join events e on e.id = o.event_id where o.ticket_id is distinct from e.ticket_id",
  "a message is put away or in its ticket once somebody decided":
    "select i.id from incoming_mail i left join messages m on m.id = i.message_id where i.state = 'posted' and (m.id is null or m.ticket_id <> i.ticket_id)",
  "reopenings are counted as they happened": `select t.id from tickets t where t.reopen_count <>
       (select count(*) from events e where e.ticket_id = t.id and e.verb = 'reopen')`,
  "closings are numbered without holes": `select ticket_id as id from (
       select ticket_id, ordinal, row_number() over (partition by ticket_id order by ordinal) as expected from closings
     ) numbered where ordinal <> expected`,
  "no number was given that the counter does not know":
    "select id from tickets where number > (select last_value from ticket_number)",
  "what is kept of a department is what is counted there": `select department_id as id from (
       select department_id, status, unassigned, count(*) as n from tickets group by 1, 2, 3
       union all select department_id, status, unassigned, -sum(tickets) from ticket_tallies group by 1, 2, 3
     ) as sums group by department_id, status, unassigned having sum(n) <> 0`,
  "what a search knows of a ticket is what the ticket says": `select t.id from tickets t join ticket_search s on s.ticket_id = t.id
     where (s.department_id, s.number, s.status, s.open, s.attendant_id, s.unassigned, s.queue_rank, s.opened_at, s.updated_at, s.status_since)
       is distinct from (t.department_id, t.number, t.status, t.open, t.attendant_id, t.unassigned, t.queue_rank, t.opened_at, t.updated_at, t.status_since)`,
  "a rating belongs to a closing of its ticket":
    "select r.id from ratings r join closings c on c.id = r.closing_id where c.ticket_id <> r.ticket_id",
};

export interface Breach {
  rule: string;
  /** The first few. */
  ids: string[];
}

/** What the database knows to lie in the storage. */
export const STORED_KEYS = `select unnest(array_remove(array[storage_key, view_key, thumb_key], null)) as key from attachments
  union all select storage_key from incoming_mail where storage_key is not null`;

/**
 * Looks whether files and rows are of each other. Bytes younger than the moment may be on their way and do not count.
 */
export async function auditFiles(client: ClientBase, storage: Storage, before: Date): Promise<Breach[]> {
  const { rows } = await client.query<{ key: string }>(STORED_KEYS);
  const known = new Set(rows.map(({ key }) => key));
  const stray: string[] = [];
  for await (const key of storage.keysBefore(before)) if (!known.has(key)) stray.push(key);
  const missing: string[] = [];
  for (const key of known) if (!(await storage.has(key))) missing.push(key);
  return [
    { rule: "the bytes of a file are there", ids: missing.slice(0, 5) },
    { rule: "what is stored belongs to a file", ids: stray.slice(0, 5) },
  ].filter(({ ids }) => ids.length > 0);
}

/** Looks whether the data hold together. Empty when they do. */
export async function auditData(client: ClientBase): Promise<Breach[]> {
  const breaches: Breach[] = [];
  for (const [rule, query] of Object.entries(RULES)) {
    const { rows } = await client.query<{ id: string }>(`${query} limit 5`);
    if (rows.length > 0) breaches.push({ rule, ids: rows.map(({ id }) => id) });
  }
  return breaches;
}
