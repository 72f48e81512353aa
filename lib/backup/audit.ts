import type { ClientBase } from "pg";

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
       where d.ticket_id = t.id and d.settled_at is null and d.cancelled_at is null
     ) running on true
     where running.kinds <> case
       when t.status = 'validating' then array['validation_lapse']
       when t.status = 'pending' and t.pending_type = 'requester' then array['pending_lapse']
       when t.status = 'resolved' then array['reopen_window']
       else '{}' end`,
  "a file that was sent belongs to a message of its ticket": `select a.id from attachments a left join messages m on m.id = a.message_id
     where a.claimed_at is not null and (m.id is null or m.ticket_id <> a.ticket_id)`,
  "what is kept of a department is what is counted there": `select department_id as id from (
       select department_id, status, unassigned, count(*) as n from tickets group by 1, 2, 3
       union all select department_id, status, unassigned, -sum(tickets) from ticket_tallies group by 1, 2, 3
     ) as sums group by department_id, status, unassigned having sum(n) <> 0`,
  "the words of a ticket stand on its department's shelf": `select t.id from tickets t join ticket_search s on s.ticket_id = t.id
     where s.shelf <> guiche_shelf(t.department_id, t.number)`,
  "a rating belongs to a closing of its ticket":
    "select r.id from ratings r join closings c on c.id = r.closing_id where c.ticket_id <> r.ticket_id",
};

export interface Breach {
  rule: string;
  /** The first few. */
  ids: string[];
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
