import type { Client } from "pg";
import { OPEN_STATUSES, type TicketStatus } from "@/db/enums";
import { DAY, dayIn } from "@/lib/dates";
import { Copy } from "./copy";
import type { Life } from "./life";
import { departmentId, idOf, KINDS, plateOf, requesterId, technicianId } from "./people";
import type { Speech } from "./words";

const TABLES = {
  tickets:
    "id number title status requester_id department_id service_id form_version_id subject_id answers channel assignee_id pending_from pending_type pending_reason opened_at promised_on updated_at status_since resolved_at closed_at closed_by submission_key",
  events: "id ticket_id verb actor_kind actor_id side at internal from_status to_status facts",
  messages: "id ticket_id kind side author_id body created_at event_id",
  solutions: "id ticket_id message_id origin proposed_by proposed_at state decided_by decided_at",
  ticket_search:
    "ticket_id department_id number status open attendant_id unassigned queue_rank opened_at updated_at status_since public staff",
  ticket_identifiers: "ticket_id kind value",
  closings: "id ticket_id ordinal at by attendant_id",
  ratings:
    "id closing_id ticket_id department_id service_id attendant_id author_id stars comment created_at updated_at",
  deadlines: "id ticket_id kind started_at due_at",
  ticket_targets: "ticket_id kind amount unit started_at counted_from spent_work due_at ended_at met",
  pending_periods: "id ticket_id type reason started_by started_at",
  read_marks: "user_id ticket_id read_at",
} as const;

export type Tables = Record<keyof typeof TABLES, Copy>;

/** A COPY under way for each table, each on its own connection. */
export async function openTables(
  connect: () => Promise<Client>,
): Promise<{ tables: Tables; end: () => Promise<void> }> {
  const open = await Promise.all(
    Object.entries(TABLES).map(async ([table, columns]) => {
      const client = await connect();
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

/** What all lives have in common. */
export interface Scene {
  speech: Speech;
  now: Date;
}

/** One ticket's life, in rows. */
export async function tell(tables: Tables, index: number, life: Life, scene: Scene): Promise<void> {
  const ticket = new Telling(index, life, scene);
  await ticket.tellActs(tables);
  await ticket.tellTicket(tables);
  await ticket.tellWaiting(tables);
  await ticket.tellPromises(tables);
  await ticket.tellEnd(tables);
  if (life.chance.often(0.7)) await tables.read_marks.row(ticket.requester, ticket.id, ticket.last);
}

const isOpen = (status: TicketStatus) => (OPEN_STATUSES as readonly TicketStatus[]).includes(status);

const ZONE = "America/Sao_Paulo";
/** Days until an answer and a solution. */
const TERMS = { first_response: 1, resolution: 10 } as const;
const dueAfter = (openedAt: Date, days: number) => new Date(openedAt.getTime() + days * DAY);

const WAITS: Partial<Record<TicketStatus, string>> = {
  validating: "validation_lapse",
  pending: "pending_lapse",
  resolved: "reopen_window",
};

class Telling {
  readonly id: string;
  readonly requester: string;
  /** When the last act was. */
  readonly last: Date;
  private readonly attendant: string | null;
  private readonly plate: string;
  private readonly found = new Set<string>();

  constructor(
    private readonly index: number,
    private readonly life: Life,
    private readonly scene: Scene,
  ) {
    this.id = idOf(KINDS.ticket, index);
    this.requester = requesterId(life.requester);
    this.attendant = life.attendant === null ? null : technicianId(life.attendant);
    this.plate = plateOf(index);
    this.last = life.at(life.acts.length - 1);
  }

  /** The text of a message, in rich text. */
  private body(): string {
    const text = this.scene.speech.say(30, this.life.chance, this.found);
    return JSON.stringify({
      type: "doc",
      content: [{ type: "paragraph", content: [{ type: "text", text }] }],
    });
  }

  async tellActs({ events, messages, solutions }: Tables): Promise<void> {
    const { id, life } = this;
    let from: TicketStatus | null = null;
    for (const [place, { verb, side, to, kind }] of life.acts.entries()) {
      const number = this.index * 10 + place;
      const eventId = idOf(KINDS.event, number);
      const actor = { requester: this.requester, staff: this.attendant, system: null }[side];
      const at = life.at(place);
      await events.row(eventId, id, verb, actor ? "user" : "system", actor, side, at, false, from, to, "{}");
      from = to;
      if (!kind) continue;
      const messageId = idOf(KINDS.message, number);
      const body = kind === "request" ? null : this.body();
      await messages.row(messageId, id, kind, side, actor, body, at, eventId);
      if (kind !== "solution") continue;
      const decided = life.status === "validating" ? [null, null] : [this.requester, this.last];
      const state = life.status === "validating" ? "waiting" : "approved";
      await solutions.row(idOf(KINDS.other, number), id, messageId, "staff", actor, at, state, ...decided);
    }
  }

  async tellTicket({ tickets, ticket_search, ticket_identifiers }: Tables): Promise<void> {
    const { id, plate, last } = this;
    const { status, service, department, openedAt, chance } = this.life;
    const description = this.scene.speech.say(40, chance, this.found);
    const pending = status === "pending";
    const closed = status === "closed";
    const done = closed || status === "resolved";
    await tickets.row(
      ...[id, this.index + 1, `Serviço número ${service} - Pedido - ${plate}`, status, this.requester],
      ...[departmentId(department), idOf(KINDS.service, service), idOf(KINDS.form, service), "pedido"],
      ...[JSON.stringify({ descricao: description, placa: plate }), "portal", this.attendant],
      ...(pending ? ["assigned", "requester", "Falta um documento"] : [null, null, null]),
      ...[openedAt, dayIn(ZONE, dueAfter(openedAt, TERMS.resolution))],
      ...[last, last, done ? last : null, closed || status === "cancelled" ? last : null],
      ...[closed ? "window" : null, idOf(KINDS.key, this.index)],
    );
    const vector = [...this.found].map((stem) => `'${stem}'`).join(" ");
    const open = isOpen(status);
    const unassigned = open && this.attendant === null;
    await ticket_search.row(
      ...[id, departmentId(department), this.index + 1, status, open, this.attendant, unassigned],
      ...[unassigned && status !== "new" ? 0 : 1, openedAt, last, last, vector, vector],
    );
    await ticket_identifiers.row(id, "plate", plate);
  }

  async tellWaiting({ pending_periods, deadlines }: Tables): Promise<void> {
    const { id, last, index, attendant } = this;
    const { status, chance } = this.life;
    if (status === "pending") {
      const period = idOf(KINDS.other, index * 10 + 7);
      await pending_periods.row(period, id, "requester", "Falta um documento", attendant, last);
    }
    const kind = WAITS[status];
    // Far away: the clock has nothing to do while pages are measured.
    const due = new Date(this.scene.now.getTime() + (3_650 + chance.between(1, 9)) * DAY);
    if (kind) await deadlines.row(idOf(KINDS.other, index * 10 + 8), id, kind, last, due);
  }

  /** An answer in a day and a solution in ten, of work. */
  async tellPromises({ ticket_targets }: Tables): Promise<void> {
    const { id, last } = this;
    const { status, openedAt, chance } = this.life;
    const row = (kind: string, days: number, ended: boolean, runs: boolean) => {
      const running = !ended && runs;
      const due = dueAfter(openedAt, days);
      return ticket_targets.row(
        ...[id, kind, days, "working_days", openedAt, running ? openedAt : null, running ? 0 : DAY / 4],
        ...[running ? due : null, ended ? last : null, ended ? chance.often(0.9) : null],
      );
    };
    const waits = status === "pending" || status === "validating";
    await row("first_response", TERMS.first_response, status !== "new", true);
    await row("resolution", TERMS.resolution, !isOpen(status), !waits);
  }

  async tellEnd({ closings, ratings }: Tables): Promise<void> {
    const { id, last, index, attendant, requester } = this;
    const { status, service, department, chance } = this.life;
    if (status !== "closed" && status !== "resolved") return;
    const closing = idOf(KINDS.other, index * 10 + 9);
    await closings.row(closing, id, 1, last, "approval", attendant);
    if (!chance.often(0.4)) return;
    await ratings.row(
      ...[idOf(KINDS.rating, index), closing, id, departmentId(department), idOf(KINDS.service, service)],
      ...[attendant, requester, chance.pick([5, 5, 5, 4, 4, 3, 2, 1])],
      ...[chance.often(0.5) ? this.scene.speech.say(10, chance) : null, last, last],
    );
  }
}
