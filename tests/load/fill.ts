import { Client } from "pg";
import type { TicketStatus, TicketVerb } from "@/db/enums";
import { hashPassword } from "@/lib/accounts/password";
import { DAY, HOUR } from "@/lib/dates";
import { Chance } from "@/lib/demo/chance";
import { Copy } from "./copy";
import { Zipf } from "./words";

export const PASSWORD = "guiche-bench";
const REQUESTERS = 2_000;
const TECHNICIANS = 40;
const DEPARTMENTS = ["Receita", "Trânsito", "Planejamento", "Cidadania"];
const SERVICES = 16;
const VOCABULARY = 20_000;
const YEARS_3 = 3 * 365 * DAY;

/** Ids with the shape and order of the product's own, told apart by what they name. */
export const idOf = (kind: number, index: number) =>
  `019${kind.toString(16).padStart(5, "0")}-${(index >>> 16).toString(16).padStart(4, "0")}-7000-8000-${(index & 0xffff).toString(16).padStart(12, "0")}`;
const KINDS = {
  user: 1,
  department: 2,
  service: 3,
  form: 4,
  profile: 5,
  category: 6,
  ticket: 16,
  event: 17,
  message: 18,
  other: 19,
  key: 20,
} as const;

export const requesterId = (index: number) => idOf(KINDS.user, index);
export const technicianId = (index: number) => idOf(KINDS.user, REQUESTERS + index);

/** A CPF with right check digits out of a running number (Receita Federal, modulo 11). */
export function cpfOf(index: number): string {
  const digits = Array.from(String(100_000_000 + index * 37), Number);
  for (const first of [10, 11]) {
    const sum = digits.reduce((total, digit, at) => total + digit * (first - at), 0);
    digits.push(((sum * 10) % 11) % 10);
  }
  return digits.join("");
}

const FORM = {
  subjects: [
    {
      id: "pedido",
      label: "Pedido",
      sections: [
        {
          id: "pedido",
          fields: [
            { id: "descricao", type: "long_text", label: "O que você precisa", required: true },
            { id: "placa", type: "plate", label: "Placa" },
          ],
        },
      ],
    },
  ],
};

/** The words of the tickets. */
export const benchWords = (chance = new Chance(1)) => new Zipf(chance, VOCABULARY);

export interface FillOptions {
  tickets: number;
  now: Date;
  progress: (done: number) => void;
}

/**
 * Fills an empty, migrated database with generated tickets: 10 % open, 85 % closed, five messages each, words as
 * people use them. The same call gives the same rows. Indexes are made after the rows, foreign keys are not checked.
 */
export async function fillForBench(url: string, { tickets, now, progress }: FillOptions): Promise<void> {
  const main = await connect(url);
  const chance = new Chance(1);
  await fillTown(main, now);
  const zipf = benchWords(chance);
  const stems = await stemsOf(main, zipf.words);
  const rebuild = await dropIndexes(main);
  await fillTickets(url, { tickets, now, progress, chance, zipf, stems });
  await rebuild();
  await main.query("select setval('ticket_number', $1)", [tickets]);
  await main.query("vacuum (analyze, freeze)");
  await main.query("checkpoint");
  await main.end();
}

async function fillTown(client: Client, now: Date): Promise<void> {
  const since = new Date(now.getTime() - YEARS_3);
  const hash = await hashPassword(PASSWORD);
  const insert = async (
    table: string,
    columns: string[],
    rows: (string | number | boolean | Date | null)[][],
  ) => {
    const copy = new Copy(client, table, columns);
    for (const row of rows) await copy.row(...row);
    await copy.end();
  };
  await insert(
    "users",
    ["id", "name", "cpf", "email", "password_hash", "origin", "created_at"],
    Array.from({ length: REQUESTERS + TECHNICIANS }, (_, index) => [
      idOf(KINDS.user, index),
      index < REQUESTERS ? `Requerente ${index} de Souza` : `Atendente ${index - REQUESTERS} da Silva`,
      cpfOf(index),
      `pessoa${index}@bench.example`,
      hash,
      "institution",
      since,
    ]),
  );
  await insert(
    "departments",
    ["id", "slug", "name", "short_name", "phone", "email", "hours"],
    DEPARTMENTS.map((name, index) => [
      idOf(KINDS.department, index),
      name.toLowerCase(),
      `Departamento de ${name}`,
      name,
      "(61) 2001-0100",
      `setor${index}@bench.example`,
      "segunda a sexta, das 8h às 18h",
    ]),
  );
  await insert(
    "profiles",
    ["id", "user_id", "department_id", "role"],
    Array.from({ length: TECHNICIANS }, (_, index) => [
      idOf(KINDS.profile, index),
      technicianId(index),
      idOf(KINDS.department, index % DEPARTMENTS.length),
      "technician",
    ]),
  );
  await insert(
    "categories",
    ["id", "slug", "name", "position"],
    [[idOf(KINDS.category, 0), "geral", "Geral", 0]],
  );
  const words = ["description", "audience", "longest_time", "cost", "purpose"];
  await insert(
    "services",
    [
      "id",
      "department_id",
      "category_id",
      "slug",
      "name",
      "summary",
      "icon",
      "title_template",
      "form_version_id",
      ...words,
    ],
    Array.from({ length: SERVICES }, (_, index) => [
      idOf(KINDS.service, index),
      idOf(KINDS.department, index % DEPARTMENTS.length),
      idOf(KINDS.category, 0),
      `servico-${index}`,
      `Serviço número ${index}`,
      "Resolve o pedido de quem precisa.",
      "file-text",
      "{service} - {subject} - {placa}",
      idOf(KINDS.form, index),
      "Atendimento do pedido.",
      "Qualquer pessoa",
      "5 dias úteis",
      "Gratuito",
      "Atender ao pedido",
    ]),
  );
  await insert(
    "form_versions",
    ["id", "service_id", "version", "definition", "published_at"],
    Array.from({ length: SERVICES }, (_, index) => [
      idOf(KINDS.form, index),
      idOf(KINDS.service, index),
      1,
      JSON.stringify(FORM),
      since,
    ]),
  );
}

/** What each word is found by, as the product itself would keep it. */
async function stemsOf(client: Client, words: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ stem: string | null }>(
    "select (tsvector_to_array(guiche_tsvector(word)))[1] as stem from unnest($1::text[]) with ordinality as w(word, n) order by n",
    [words],
  );
  return rows.map(({ stem }) => stem ?? "");
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

interface Material extends FillOptions {
  chance: Chance;
  zipf: Zipf;
  stems: readonly string[];
}

function say(length: number, { zipf, stems }: Material, into: Set<string>): string {
  const words: string[] = [];
  for (let n = 0; n < length; n += 1) {
    const rank = zipf.rank();
    words.push(zipf.words[rank] ?? "");
    const stem = stems[rank];
    if (stem) into.add(stem);
  }
  return words.join(" ");
}

const document = (text: string) =>
  JSON.stringify({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] });

const STATUS_OF_OPEN: readonly TicketStatus[] = [
  ...Array<TicketStatus>(6).fill("new"),
  ...Array<TicketStatus>(8).fill("assigned"),
  ...Array<TicketStatus>(3).fill("pending"),
  ...Array<TicketStatus>(3).fill("validating"),
];

/** 10 % open, the younger the more; 85 % closed; 3 % resolved, 2 % cancelled. */
function statusAt(age: number, chance: Chance): TicketStatus {
  const openShare = age < 0.1 ? 0.8 : 0.0223;
  if (chance.often(openShare)) return chance.pick(STATUS_OF_OPEN);
  const draw = chance.next();
  if (draw < 0.0222) return "cancelled";
  return age < 0.15 && draw < 0.22 ? "resolved" : "closed";
}

const LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
/** A plate of its own for each ticket, in the newer spelling. */
export function plateOf(index: number): string {
  const letter = (n: number) => LETTERS[n % LETTERS.length];
  const digit = (place: number) => Math.floor(index / 10 ** place) % 10;
  const rest = Math.floor(index / 10_000);
  const letters = `${letter(Math.floor(rest / 529))}${letter(Math.floor(rest / 23))}${letter(rest)}`;
  return `${letters}${digit(3)}${"ABCDEFGHIJ"[digit(2)]}${digit(1)}${digit(0)}`;
}

async function fillTickets(url: string, material: Material): Promise<void> {
  const { tickets, now, progress, chance } = material;
  const { tables, end } = await openTables(url);
  for (let index = 0; index < tickets; index += 1) {
    const age = 1 - (index + 1) / tickets;
    await tell(
      tables,
      index,
      new Date(now.getTime() - age * YEARS_3 - chance.between(0.2, 20) * HOUR),
      age,
      material,
    );
    if (index % Math.ceil(tickets / 20) === 0) progress(index / tickets);
  }
  await end();
}

/** One ticket's life, in rows. */
async function tell(
  tables: Tables,
  index: number,
  openedAt: Date,
  age: number,
  material: Material,
): Promise<void> {
  const { chance, now } = material;
  const id = idOf(KINDS.ticket, index);
  const requester = requesterId(Math.floor(chance.next() * REQUESTERS));
  const service = Math.floor(chance.next() ** 1.5 * SERVICES);
  const department = service % DEPARTMENTS.length;
  const attendant = technicianId(
    Math.floor(chance.next() * (TECHNICIANS / DEPARTMENTS.length)) * DEPARTMENTS.length + department,
  );
  const status = statusAt(age, chance);
  const taken = status !== "new" && status !== "cancelled";
  const plate = plateOf(index);
  const stems = new Set<string>();
  const description = say(40, material, stems);
  const title = `Serviço número ${service} - Pedido - ${plate}`;

  const acts: {
    verb: TicketVerb;
    side: "requester" | "staff";
    to: TicketStatus;
    kind?: string;
    body?: string | null;
  }[] = [{ verb: "open", side: "requester", to: "new", kind: "request", body: null }];
  if (taken) acts.push({ verb: "take", side: "staff", to: "assigned" });
  const between = taken ? 3 : 4;
  for (let n = 0; n < between; n += 1) {
    const staff = taken && n % 2 === 0;
    acts.push({
      verb: staff ? "follow_up" : "reply",
      side: staff ? "staff" : "requester",
      to: taken ? "assigned" : "new",
      kind: staff ? "follow_up" : "reply",
      body: document(say(30, material, stems)),
    });
  }
  if (taken && status !== "assigned" && status !== "pending") {
    acts.push({
      verb: "propose_solution",
      side: "staff",
      to: "validating",
      kind: "solution",
      body: document(say(30, material, stems)),
    });
  } else if (taken) {
    acts.push({
      verb: "follow_up",
      side: "staff",
      to: "assigned",
      kind: "follow_up",
      body: document(say(30, material, stems)),
    });
  }
  if (status === "pending") acts.push({ verb: "set_pending", side: "staff", to: "pending" });
  if (status === "resolved" || status === "closed")
    acts.push({ verb: "approve_solution", side: "requester", to: "resolved" });
  if (status === "closed") acts.push({ verb: "window_over", side: "staff", to: "closed" });
  if (status === "cancelled") acts.push({ verb: "cancel", side: "requester", to: "cancelled" });

  const life = Math.min(9 * DAY, Math.max(HOUR, now.getTime() - openedAt.getTime()));
  const at = (n: number) => new Date(openedAt.getTime() + (life * n) / acts.length);
  const last = at(acts.length - 1);
  let from: TicketStatus | null = null;
  for (const [n, act] of acts.entries()) {
    const number = index * 10 + n;
    const eventId = idOf(KINDS.event, number);
    const actor = act.verb === "window_over" ? null : act.side === "staff" ? attendant : requester;
    const kind = actor ? "user" : "system";
    const side = actor ? act.side : "system";
    await tables.events.row(eventId, id, act.verb, kind, actor, side, at(n), false, from, act.to, "{}");
    from = act.to;
    if (!act.kind) continue;
    const messageId = idOf(KINDS.message, number);
    await tables.messages.row(messageId, id, act.kind, act.side, actor, act.body ?? null, at(n), eventId);
    if (act.kind === "solution") {
      const decided = status === "validating" ? null : requester;
      await tables.solutions.row(
        idOf(KINDS.other, number),
        id,
        messageId,
        "staff",
        attendant,
        at(n),
        decided ? "approved" : "waiting",
        decided,
        decided ? last : null,
      );
    }
  }
  const pending = status === "pending";
  const closed = status === "closed";
  await tables.tickets.row(
    id,
    index + 1,
    title,
    status,
    requester,
    idOf(KINDS.department, department),
    idOf(KINDS.service, service),
    idOf(KINDS.form, service),
    "pedido",
    JSON.stringify({ descricao: description, placa: plate }),
    "portal",
    taken ? attendant : null,
    pending ? "assigned" : null,
    pending ? "requester" : null,
    pending ? "Falta um documento" : null,
    openedAt,
    last,
    last,
    status === "resolved" || closed ? last : null,
    closed || status === "cancelled" ? last : null,
    closed ? "window" : null,
    idOf(KINDS.key, index),
  );
  const vector = [...stems].map((stem) => `'${stem}'`).join(" ");
  await tables.ticket_search.row(id, vector, vector);
  await tables.ticket_identifiers.row(id, "plate", plate);
  if (pending) {
    const period = idOf(KINDS.other, index * 10 + 7);
    await tables.pending_periods.row(period, id, "requester", "Falta um documento", attendant, last);
  }
  if (status === "validating" || pending || status === "resolved") {
    const kind = { validating: "validation_lapse", pending: "pending_lapse", resolved: "reopen_window" }[
      status as "validating"
    ];
    await tables.deadlines.row(
      idOf(KINDS.other, index * 10 + 8),
      id,
      kind,
      last,
      new Date(now.getTime() + chance.between(1, 9) * DAY),
    );
  }
  if (closed || status === "resolved") {
    const closingId = idOf(KINDS.other, index * 10 + 9);
    await tables.closings.row(closingId, id, 1, last, "approval", attendant);
    if (chance.often(0.4)) {
      await tables.ratings.row(
        idOf(KINDS.key + 1, index),
        closingId,
        id,
        idOf(KINDS.department, department),
        idOf(KINDS.service, service),
        attendant,
        requester,
        chance.pick([5, 5, 5, 4, 4, 3, 2, 1]),
        chance.often(0.5) ? say(10, material, new Set()) : null,
        last,
        last,
      );
    }
  }
  if (chance.often(0.7)) await tables.read_marks.row(requester, id, last);
}

const TABLES = {
  tickets:
    "id number title status requester_id department_id service_id form_version_id subject_id answers channel assignee_id pending_from pending_type pending_reason opened_at updated_at status_since resolved_at closed_at closed_by submission_key",
  events: "id ticket_id verb actor_kind actor_id side at internal from_status to_status facts",
  messages: "id ticket_id kind side author_id body created_at event_id",
  solutions: "id ticket_id message_id origin proposed_by proposed_at state decided_by decided_at",
  ticket_search: "ticket_id public staff",
  ticket_identifiers: "ticket_id kind value",
  closings: "id ticket_id ordinal at by attendant_id",
  ratings:
    "id closing_id ticket_id department_id service_id attendant_id author_id stars comment created_at updated_at",
  deadlines: "id ticket_id kind started_at due_at",
  pending_periods: "id ticket_id type reason started_by started_at",
  read_marks: "user_id ticket_id read_at",
} as const;

type Tables = Record<keyof typeof TABLES, Copy>;

/** A COPY under way for each table, each on its own connection. */
async function openTables(url: string): Promise<{ tables: Tables; end: () => Promise<void> }> {
  const open = await Promise.all(
    Object.entries(TABLES).map(async ([table, columns]) => {
      const client = await connect(url);
      return { client, entry: [table, new Copy(client, table, columns.split(" "))] as const };
    }),
  );
  return {
    tables: Object.fromEntries(open.map(({ entry }) => entry)) as Tables,
    end: async () => {
      for (const { client, entry } of open) {
        await entry[1].end();
        await client.end();
      }
    },
  };
}

/** A connection that leaves foreign keys unchecked: the rows are made to fit. */
async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("set session_replication_role = replica; set synchronous_commit = off");
  return client;
}
