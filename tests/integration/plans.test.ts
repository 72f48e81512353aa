import { eq } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import type { UserActor } from "@/lib/actor";
import { mostUsedSlugs } from "@/lib/catalog/queries";
import { listQueue, queueDepartments } from "@/lib/desk/queries";
import { readQueue } from "@/lib/desk/schema";
import { hasBounced } from "@/lib/incoming/handle";
import { answeredIn } from "@/lib/incoming/known";
import { deliverMail } from "@/lib/mail/deliver";
import { sweepLinks, sweepReplyAddresses } from "@/lib/mail/mutations/sweep-expired";
import { mailTroubles } from "@/lib/mail/queries";
import { whyWithheld } from "@/lib/mail/reader";
import { getCounters, listTickets, PAGE_SIZE } from "@/lib/search/queries";
import { type AddressParams, after, readTicketList } from "@/lib/search/schema";
import { deskOf, waitingFor } from "@/lib/tickets/attention";
import type { LockedTicket } from "@/lib/tickets/change";
import { wasHeard } from "@/lib/tickets/heard";
import { getTicket } from "@/lib/tickets/queries";
import { recipients } from "@/lib/tickets/recipients";
import { dueDeadlines } from "@/lib/tickets/settle";
import { fillForBench } from "../load/fill";
import {
  cpfOf,
  departmentId,
  MEASURED_REQUESTERS,
  OWN_TICKETS,
  plateOf,
  requesterId,
  technicianId,
} from "../load/people";
import { vocabulary } from "../load/words";

const url = process.env.DATABASE_URL ?? "";
const now = new Date("2026-11-20T15:00:00Z");
const client = new Client({ connectionString: url });
/** A ticket of which a technician was told that its silence ends. */
let remindedId = "";

interface Statement {
  text: string;
  values: unknown[];
}
/** Where what is sent to the database is written down; the pool's connections keep the function they find. */
let sent: Statement[] | null = null;
const send = Client.prototype.query;
Client.prototype.query = function (this: Client, ...args: unknown[]) {
  const [query, values] = args as [{ text?: string }, unknown[] | undefined];
  if (this !== client && query.text) sent?.push({ text: query.text, values: values ?? [] });
  return Reflect.apply(send, this, args);
} as typeof send;

beforeAll(async () => {
  await fillForBench(url, { tickets: 6_000, now, progress: () => {} });
  await client.connect();
  await client.query(`
    insert into outbox (id, ticket_id, kind, to_address, subject, body, created_at, state, next_attempt_at, delivered_at)
    select gen_random_uuid(), id, 'reply', 'ana@correio.example', 'Resposta', 'Olá.', opened_at, 'sent', opened_at, opened_at
    from tickets`);
  await client.query(
    "update outbox set fate = 'bounced', fate_at = delivered_at where get_byte(uuid_send(id), 15) < 4",
  );
  const { rows } = await client.query<{ id: string; ticketId: string }>(`
    insert into events (id, ticket_id, verb, actor_kind, side, at, to_status, facts)
    select gen_random_uuid(), id, 'remind', 'system', 'system', opened_at, status, '{"deadline": "pending_lapse", "told": ["attendant"]}'
    from tickets where assignee_id is not null and department_id = '${departmentId(1)}' limit 1
    returning id, ticket_id as "ticketId"`);
  remindedId = rows[0]?.ticketId ?? "";
  await client.query(
    `insert into notices (id, user_id, ticket_id, event_id, topic, text, created_at) values (gen_random_uuid(), $1, $2, $3, 'deadlines', 'Aviso', now())`,
    [technicianId(1), remindedId, rows[0]?.id],
  );
  await client.query(`
    insert into deadlines (id, ticket_id, kind, started_at, due_at, settled_at)
    select gen_random_uuid(), id, 'reopen_window', opened_at, opened_at, opened_at from tickets`);
  await client.query(`
    insert into reply_addresses (id, hash, ticket_id, user_id, address, voice, created_at, expires_at)
    select gen_random_uuid(), id::text, id, requester_id, 'ana@correio.example',
      case when get_byte(uuid_send(id), 15) < 128 then 'requester' else 'note' end, opened_at, opened_at + interval '400 days'
    from tickets`);
  await client.query(`
    insert into incoming_mail (id, source, source_id, state, reason, recipients, received_at, next_attempt_at, decided_at, letter_id)
    select gen_random_uuid(), 'imap', id::text, 'dropped', case when bounced then 'bounce' else 'auto_reply' end, '{}',
      created_at, created_at, created_at, case when bounced then id end
    from (select *, fate = 'bounced' and fate is not null as bounced from outbox) as letters`);
  await client.query(
    "update users set admin = true where get_byte(uuid_send(id), 15) = 7 and email is not null",
  );
  await client.query("analyze");
  // As on a connection that has run each statement often enough.
  await client.query("set plan_cache_mode = force_generic_plan; set jit = off; set random_page_cost = 1.1");
});
afterAll(() => client.end());

const actor = (userId: string, technicianOf: string[]): UserActor => ({
  kind: "user",
  userId,
  sessionId: userId,
  name: "Alguém",
  email: null,
  admin: false,
  technicianOf,
  managerOf: [],
  moderatorOf: [],
  institution: null,
  classes: [],
  level: null,
});
const requester = actor(requesterId(MEASURED_REQUESTERS[1] ?? 0), []);
const technician = actor(technicianId(1), [departmentId(1)]);
const everywhere = actor(technicianId(1), [0, 1, 2, 3].map(departmentId));

const queue = async (who: UserActor, raw: AddressParams) =>
  listQueue(who, readQueue(raw), await queueDepartments(who), now);

interface Plan {
  "Node Type": string;
  "Parent Relationship"?: string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The plans of every statement that some work sends. */
async function plansOf(work: () => Promise<unknown>): Promise<{ text: string; nodes: Plan[] }[]> {
  const statements: Statement[] = [];
  sent = statements;
  await work().finally(() => {
    sent = null;
  });
  const plans = [];
  for (const { text, values } of statements) {
    await client.query(`prepare asked as ${text}`);
    const literals = values.map(literal);
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `explain (analyze, format json) execute asked${literals.length > 0 ? `(${literals.join(", ")})` : ""}`,
    );
    await client.query("deallocate asked");
    const plan = rows[0]?.["QUERY PLAN"][0].Plan;
    plans.push({ text, nodes: plan ? nodesOf(plan) : [] });
  }
  return plans;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) return `'${value.toISOString()}'`;
  return client.escapeLiteral(Array.isArray(value) ? `{${value.join(",")}}` : String(value));
}

const LARGE = [
  "users",
  "tickets",
  "messages",
  "events",
  "ticket_search",
  "ticket_identifiers",
  "read_marks",
  "solutions",
  "deadlines",
  "outbox",
  "reply_addresses",
  "incoming_mail",
];

/** What is read through though it is large, and what is sorted beyond measure. */
function faultsOf(
  plans: { text: string; nodes: Plan[] }[],
  most: { read: number; sorted: number },
): string[] {
  return plans.flatMap(({ text, nodes }) => {
    const scans = nodes.filter((node) => LARGE.includes(node["Relation Name"] ?? ""));
    const read = (node: Plan) =>
      node["Actual Loops"] *
      (node["Actual Rows"] +
        (node["Rows Removed by Filter"] ?? 0) +
        (node["Rows Removed by Index Recheck"] ?? 0));
    return [
      ...scans
        .filter((node) => node["Node Type"] === "Seq Scan" && node["Actual Loops"] > 0)
        .map((node) => `reads all of ${node["Relation Name"]}`),
      ...scans
        .filter((node) => read(node) > most.read)
        .map((node) => `reads ${read(node)} rows of ${node["Relation Name"]}`),
      ...nodes
        .filter((node) => /Sort$/.test(node["Node Type"]))
        .map(
          (node) =>
            node.Plans?.find((below) => below["Parent Relationship"] === "Outer")?.["Actual Rows"] ?? 0,
        )
        .filter((rows) => rows > most.sorted)
        .map((rows) => `sorts ${rows} rows`),
    ].map((fault) => `${fault}: ${text.replace(/\s+/g, " ").slice(0, 200)}`);
  });
}

const PAGE = PAGE_SIZE + 1;
const all = { aba: "todos", status: "todos" };
const known = vocabulary();
const numberOf = async (column: string, id: string) => {
  const { rows } = await client.query<{ n: number }>(
    `select number::int as n from tickets where ${column} = $1 order by number limit 1`,
    [id],
  );
  return rows[0]?.n ?? 0;
};

describe("no query reads more than it shows, under the plan that is kept", () => {
  const several = { read: 9 * 4 * PAGE, sorted: 9 * 4 * PAGE };
  const one = { read: 8 * PAGE, sorted: PAGE };
  test.for<[string, () => Promise<unknown>, { read: number; sorted: number }]>([
    ["the queue", () => queue(technician, {}), one],
    ["all that is open", () => queue(technician, { aba: "todos" }), one],
    ["one's own work", () => queue(technician, { aba: "meus" }), one],
    ["the queue of several departments", () => queue(everywhere, {}), several],
    ["all that is open in several", () => queue(everywhere, { aba: "todos" }), several],
    ["everything, by its last change", () => queue(technician, all), one],
    ["everything, by number", () => queue(technician, { ...all, ordem: "numero" }), several],
    ["everything, by opening", () => queue(technician, { ...all, ordem: "abertura" }), several],
    ["everything, by status", () => queue(technician, { ...all, ordem: "status" }), several],
    ["everything, by waiting", () => queue(technician, { ...all, ordem: "espera" }), several],
    ["what waits, the last first", () => queue(technician, { aba: "todos", status: "aguardando" }), several],
    [
      "a number",
      async () => queue(technician, { ...all, q: String(await numberOf("assignee_id", technician.userId)) }),
      one,
    ],
    [
      "a plate",
      async () =>
        queue(technician, { ...all, q: plateOf((await numberOf("assignee_id", technician.userId)) - 1) }),
      one,
    ],
    [
      "a CPF",
      () => queue(technician, { ...all, q: cpfOf(MEASURED_REQUESTERS[1] ?? 0) }),
      { read: 8 * PAGE, sorted: OWN_TICKETS },
    ],
    ["a word of few", () => queue(technician, { ...all, q: known[4_000] ?? "" }), one],
    [
      "a word of all",
      () => queue(everywhere, { ...all, q: known[0] ?? "" }),
      // The first of them all, which a sort finds while it reads.
      { read: 8_000, sorted: 8_000 },
    ],
    [
      "one's tickets",
      () => listTickets(requester, readTicketList({})),
      { read: 8 * PAGE, sorted: OWN_TICKETS },
    ],
    [
      "one's tickets with a word",
      () => listTickets(requester, readTicketList({ q: known[3] ?? "" })),
      { read: 8 * PAGE, sorted: OWN_TICKETS },
    ],
    [
      "a ticket",
      async () => getTicket(requester, await numberOf("requester_id", requester.userId), now),
      one,
    ],
    [
      "a ticket on the desk",
      async () => getTicket(technician, await numberOf("assignee_id", technician.userId), now),
      one,
    ],
    [
      "home",
      () => Promise.all([getCounters(requester), waitingFor(requester, 3), mostUsedSlugs(requester, 3)]),
      { read: OWN_TICKETS, sorted: OWN_TICKETS },
    ],
    ["what the clock looks for", () => dueDeadlines(now, 200), one],
    ["a page of what is due", () => dueDeadlines(new Date("2040-01-01"), PAGE), one],
    [
      "what waits to go out",
      () =>
        deliverMail(now, {
          through: { remembers: true, longestAnswer: 60_000, send: async () => ({ providerId: null }) },
        }),
      one,
    ],
    ["what did not go out or did not arrive", () => mailTroubles({ ...requester, admin: true }, null), one],
    [
      "whether a letter still is for who gets it",
      async () => {
        const { rows } = await client.query<{ id: string }>("select id from tickets limit 1");
        const letter = { ticketId: rows[0]?.id ?? null, recipientId: technician.userId };
        await whyWithheld({ ...letter, recipientAs: "attendant" }, now);
      },
      one,
    ],
    [
      "whether whom a notice told is still there",
      () =>
        transact(async (tx) => {
          const ticket = { id: remindedId, requesterId: requester.userId } as LockedTicket;
          expect(await wasHeard({ tx, ticket, now }, "pending_lapse")).toBe(true);
        }),
      one,
    ],
    ["addresses that are over", () => sweepReplyAddresses(now), one],
    ["links that are over", () => sweepLinks(now), one],
    [
      "the letters of a link or an address that is removed",
      () =>
        Promise.all(
          [outbox.linkId, outbox.besideId, outbox.replyId].map((column) =>
            db.select({ id: outbox.id }).from(outbox).where(eq(column, requester.userId)),
          ),
        ),
      one,
    ],
    [
      "another letter to the same person that came back",
      () => transact((tx) => hasBounced(tx, { id: requester.userId, toAddress: "ana@correio.example" }, now)),
      // Of a month, those that came back.
      { read: 4 * PAGE, sorted: PAGE },
    ],
    [
      "whose letter an id names",
      () => answeredIn("<0100-a@email.ses.example> <0200-b@email.ses.example>"),
      one,
    ],
    [
      "who administers the portal",
      () =>
        transact(async (tx) => {
          const facts = { tx, current: {} as LockedTicket, doers: new Set<string>(), now };
          expect(await recipients(facts, "administrators")).not.toEqual([]);
        }),
      one,
    ],
    ["home of who attends", () => Promise.all([deskOf(technician), deskOf(everywhere)]), one],
  ])("%s", async ([, work, most]) => {
    const plans = await plansOf(work);
    expect(plans.length).toBeGreaterThan(0);
    expect(faultsOf(plans, most)).toEqual([]);
  });
});

describe("a word that very many say", () => {
  const search = known[0] ?? "";
  const matching = async (where: string, order: string) => {
    const { rows } = await client.query<{ id: string }>(
      `select t.id from tickets t join (select ticket_id, staff from ticket_search) s on s.ticket_id = t.id
       where s.staff @@ guiche_tsquery($1) and ${where} order by ${order}`,
      [search],
    );
    return rows.map(({ id }) => id);
  };

  test.for([
    [{ ...all }, "true", "number desc"],
    [{ ...all, ordem: "numero", sentido: "asc" }, "true", "number"],
    [{ ...all, ordem: "atualizado" }, "true", "updated_at desc, id desc"],
    [
      { ...all, ordem: "status" },
      "true",
      "array_position(array['new','in_review','assigned','pending','validating','resolved','closed','rejected','cancelled'], status), number desc",
    ],
    [{ ...all, status: "fechado" }, "status in ('closed', 'rejected', 'cancelled')", "number desc"],
    [
      { ...all, status: "fechado", ordem: "atualizado" },
      "status in ('closed', 'rejected', 'cancelled')",
      "updated_at desc, id desc",
    ],
    [{ aba: "todos" }, "open", "queue_rank, status_since, id"],
    [{ aba: "sem-atendente" }, "unassigned", "queue_rank, status_since, id"],
  ] as const)("is found page by page: %s", async ([raw, where, order]) => {
    const expected = await matching(where, order);
    const start = readQueue({ ...raw, q: search });
    const own = await queueDepartments(everywhere);
    let cursor = start.cursor;
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await listQueue(everywhere, { ...start, cursor }, own, now);
      const seen = expected.slice(pages * PAGE_SIZE, (pages + 1) * PAGE_SIZE);
      expect(page.rows.map(({ id }) => id)).toEqual(seen);
      if (page.total.more) expect(page.total.count).toBeLessThanOrEqual(expected.length);
      else expect(page.total.count).toBe(expected.length);
      if (page.first !== null) expect(page.first).toBe(pages * PAGE_SIZE + 1);
      cursor = page.next && after(page.next);
      if (!cursor) break;
    }
  });
});
