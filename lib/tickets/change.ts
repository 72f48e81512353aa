import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { v7 } from "uuid";
import type { Audience, AuthorSide, DeadlineKind, MessageKind, TicketStatus, TicketVerb } from "@/db/enums";
import { type Tx, transact } from "@/db/index";
import { codeOf } from "@/db/refusal";
import { services } from "@/db/schema/catalog";
import { notices } from "@/db/schema/notices";
import { messages, solutions, tickets } from "@/db/schema/tickets";
import { type Actor, accountOf } from "../actor";
import { claimFiles } from "../attachments/claim";
import { deleteDraft } from "../drafts/mutations/delete-draft";
import { AppError, notAllowed, notFound, tooLate } from "../errors";
import { type EventFacts, recordEvent, type Unreached } from "../events/record";
import { faultPoint } from "../fault";
import type { LetterLink } from "../mail/link";
import { type TicketText, ticketPlace } from "../place";
import { imageIds, plainText } from "../richtext/document";
import type { RichDocument } from "../richtext/schema";
import { setTextAside } from "../words";
import { openCounts } from "./deadline";
import { STATUS_FOR_REQUESTER, STATUS_FOR_STAFF } from "./labels";
import { heard, notify, type Told, tellings } from "./notices";
import { type Party, readsInternal, rule, type TicketFacts } from "./rules";
import { extendable, followTargets } from "./targets";
import { observes, visibleTo } from "./visibility";

type TicketRow = typeof tickets.$inferSelect;

/** What verbs ask of the service. */
const serviceTerms = {
  id: services.id,
  analysis: services.analysis,
  pendingLapseDays: services.pendingLapseDays,
  validationLapseDays: services.validationLapseDays,
  reopenWindowDays: services.reopenWindowDays,
  dayUnit: services.dayUnit,
  noticeDays: services.noticeDays,
  escalationHours: services.escalationHours,
};
type ServiceTerms = Pick<typeof services.$inferSelect, keyof typeof serviceTerms>;

/** A ticket as a verb finds it: the locked row, its service, and the facts the rules need. */
export type LockedTicket = TicketRow & TicketFacts & { service: ServiceTerms };

/** Columns a verb may set besides the status, which the table of transitions sets. */
type Update = Partial<Omit<typeof tickets.$inferInsert, "id" | "number" | "status" | "statusSince">>;

/** On which side of the counter each party stands. */
export const SIDES: Record<Party, AuthorSide> = {
  requester: "requester",
  colleague: "requester",
  guest: "requester",
  technician: "staff",
  manager: "staff",
  reviewer: "staff",
  author: "staff",
  observer: "observer",
  system: "system",
};

/** Where what is said with a verb was being written: that draft ends with it. */
const WRITTEN_AT: Partial<Record<TicketVerb, TicketText>> = {
  reply: "reply",
  approve_solution: "reply",
  refuse_solution: "reply",
  reopen: "reply",
  follow_up: "follow_up",
  add_note: "note",
  propose_solution: "solution",
};

/** The ticket, and the key under which what is said with a verb is sent. */
export type TicketRef = ({ number: number } | { id: string }) & {
  key?: string | undefined;
  via?: Via;
  /** When the letter was written that it answers. */
  letterAt?: Date | undefined;
};

/** What somebody says with a verb, and the files beside it. */
export interface Said {
  /** Null for files alone. */
  body: RichDocument | null;
  files: string[];
}

/** By which message something came, instead of by the portal. */
export interface Via {
  incomingId: string;
  /** Who let it through, if somebody had to. */
  releasedBy?: string;
  /** It said more: what it quotes, a signature. */
  cut?: boolean;
  /** Of what was let through: it came from an address that is not the requester's, and when it came (ISO). */
  otherSender?: true;
  receivedAt?: string;
}

/** A deadline that a change tells of. */
export interface About {
  deadline: DeadlineKind;
  dueAt: Date;
  /** What is told of a promise: see the steps of lib/sla. */
  step?: number;
  /** Why no letter tells the requester of it, if none does. */
  unreached?: Unreached | null;
}

/** One verb under way: everything it writes goes through here, in one transaction. */
export class Change {
  /** The status the rule saw. */
  readonly from: TicketStatus;
  readonly side: AuthorSide;
  private eventId: string | null = null;
  /** What those concerned may read of it. */
  private spokenId: string | null = null;
  private followed = false;
  /** The deadline it is about, if any. */
  about: About | null = null;
  /** What its letter lets the requester do without a login, if anything. */
  link: Omit<LetterLink, "userId"> | undefined;
  /** And the lesser thing. */
  beside: Omit<LetterLink, "userId"> | undefined;
  private told: Told[] | null = null;
  /** The ticket as this change leaves it. */
  current: LockedTicket;
  /** Id of the message that is said, if any. */
  readonly messageId: string;
  /** Whose act it is, whoever stands for them: nobody is told of their own. */
  readonly doers: ReadonlySet<string>;

  constructor(
    readonly tx: Tx,
    readonly actor: Actor,
    readonly verb: TicketVerb,
    readonly now: Date,
    readonly ticket: LockedTicket,
    readonly to: TicketStatus,
    party: Party,
    private readonly ref: Pick<TicketRef, "key" | "via" | "letterAt">,
  ) {
    this.messageId = ref.key ?? v7();
    this.from = ticket.status;
    this.side = SIDES[party];
    this.current = ticket;
    const by = actor.kind === "system" ? actor.by : actor.userId;
    // Who lets a message through says it in the requester's name, who did so as well.
    this.doers = new Set([by, ref.via?.releasedBy].filter((id) => id !== undefined));
  }

  /** The guarded update: the status moves as ruled only if it is still the one the rule saw. */
  async move(update: Update = {}): Promise<void> {
    const moved = this.from !== this.to;
    const leavesPending = this.from === "pending" && this.to !== "pending";
    const rows = await this.tx
      .update(tickets)
      .set({
        ...(leavesPending ? { pendingFrom: null, pendingType: null, pendingReason: null } : {}),
        updatedAt: this.now,
        ...update,
        status: this.to,
        ...(moved ? { statusSince: this.now } : {}),
      })
      .where(and(eq(tickets.id, this.ticket.id), eq(tickets.status, this.from)))
      .returning({ id: tickets.id });
    if (rows.length === 0) throw tooLate();
    faultPoint("moved");
    this.current = { ...this.ticket, ...update, status: this.to } as LockedTicket;
  }

  /** The event row of this change. Call it once, before {@link say}. */
  async record(facts: EventFacts = {}, options: { internal?: boolean } = {}): Promise<string> {
    this.eventId = await recordEvent(this.tx, {
      ticketId: this.ticket.id,
      verb: this.verb,
      actor: this.actor,
      side: this.side,
      at: this.now,
      from: this.from,
      to: this.to,
      internal: options.internal,
      facts: { ...facts, ...this.ref.via },
    });
    faultPoint("recorded");
    return this.eventId;
  }

  /** What the person wrote, with the files that belong to it. Returns the message's id. */
  async say(kind: MessageKind, body: RichDocument | null, files: readonly string[] = []): Promise<string> {
    const { messageId } = this;
    if (!this.eventId) throw new Error(`${this.verb}: record the event before the message`);
    const internal = kind === "internal_note";
    await this.tx.insert(messages).values({
      id: messageId,
      ticketId: this.ticket.id,
      kind,
      side: this.side,
      authorId: accountOf(this.actor),
      body,
      createdAt: this.now,
      eventId: this.eventId,
    });
    await claimFiles(this.tx, this.actor, {
      ticketId: this.ticket.id,
      messageId,
      files,
      inline: body ? imageIds(body) : [],
      internal,
      otherSender: this.otherSender,
      now: this.now,
    });
    // What came another way leaves alone what is being written at the portal.
    const draft = this.actor.kind === "user" && !this.ref.via ? WRITTEN_AT[this.verb] : undefined;
    if (draft) await deleteDraft(this.tx, this.actor, ticketPlace(this.ticket.id, draft));
    if (body) {
      const text = plainText(body);
      await setTextAside(this.tx, this.ticket.id, { text, internal });
    }
    if (!internal && (body || files.length > 0)) this.spokenId = messageId;
    faultPoint("said");
    return messageId;
  }

  /**
   * As whom anybody hears of this change, for its event to say so: known once it has moved, and what it is about and what its
   * letters let do is said. From then on none of these can be set: what was said would not be what is written.
   */
  async heard(): Promise<Audience[]> {
    const kept = { writable: false };
    Object.defineProperties(this, { current: kept, about: kept, link: kept, beside: kept });
    this.told = await tellings(this);
    return heard(this.told);
  }

  /** The fact of an event that a manager hears of, if one does; asked as above. */
  async escalation(): Promise<Pick<EventFacts, "escalated">> {
    return (await this.heard()).includes("managers") ? { escalated: true } : {};
  }

  /** What is promised for the ticket follows the change: at its end, or earlier where the change tells of it. */
  async followTargets(): Promise<void> {
    if (this.followed) return;
    this.followed = true;
    await followTargets(this);
  }

  /** It says what came from another address than the requester's: whose words they are nobody knows. */
  get otherSender(): boolean {
    return this.ref.via?.otherSender === true;
  }

  /** The requester's own act, at the portal, by a letter's link or in answer to one; not what somebody let through for them. */
  private isRequesters(): boolean {
    const { actor, ref } = this;
    return actor.kind !== "system" && actor.userId === this.ticket.requesterId && !ref.via?.releasedBy;
  }

  /** Whoever acts by a letter, its link or an answer to it, knows what they were told of the ticket up to that letter. */
  private async readByLetter(): Promise<void> {
    const { actor, ref, tx, ticket, now } = this;
    const letterAt = ref.letterAt ?? (actor.kind === "guest" ? actor.letterAt : undefined);
    if (actor.kind === "system" || !letterAt) return;
    await tx
      .update(notices)
      .set({ readAt: now })
      .where(
        and(
          eq(notices.userId, actor.userId),
          eq(notices.ticketId, ticket.id),
          lte(notices.createdAt, letterAt),
          isNull(notices.readAt),
        ),
      );
  }

  /** Notices for those concerned, in the same transaction. */
  async finish(): Promise<void> {
    if (!this.eventId) throw new Error(`${this.verb} left no event`);
    if (!this.ticket.proved && this.isRequesters())
      await this.tx.update(tickets).set({ proved: true }).where(eq(tickets.id, this.ticket.id));
    await this.followTargets();
    await this.readByLetter();
    const about = { ticket: this.ticket, eventId: this.eventId, messageId: this.spokenId };
    await notify(this, about, this.told ?? (await tellings(this)));
    faultPoint("told");
  }
}

/**
 * Runs a verb on a ticket: locks it if the actor may see it, asks the table of transitions, lets the verb write,
 * and leaves state, event, message, deadlines and notices together or not at all. `within` is a larger transaction that it
 * is part of, which the caller ends.
 * @throws AppError not_found, forbidden, wrong_state or conflict
 */
export async function changeTicket<T>(
  actor: Actor,
  ref: TicketRef,
  verb: TicketVerb,
  now: Date,
  work: (change: Change) => Promise<T>,
  within?: Tx,
): Promise<T> {
  if (within) return changeTicketIn(within, actor, ref, verb, now, work);
  const transaction = transact((tx) => changeTicketIn(tx, actor, ref, verb, now, work));
  const outcome = await transaction.catch((error: unknown) => {
    throw codeOf(error) === DEADLOCK ? tooLate() : error;
  });
  faultPoint("committed");
  return outcome;
}

/** The same as part of a larger transaction, which the caller ends. */
export async function changeTicketIn<T>(
  tx: Tx,
  actor: Actor,
  ref: TicketRef,
  verb: TicketVerb,
  now: Date,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const ticket = await lockTicket(tx, actor, ref, now);
  const ruling = rule(verb, actor, ticket, now);
  if (!ruling.allowed) {
    if (ruling.because === "party") throw notAllowed();
    throw wrongState(actor, ticket);
  }
  const change = new Change(tx, actor, verb, now, ticket, ruling.to, ruling.as, ref);
  const outcome = await work(change);
  await change.finish();
  return outcome;
}

/** Two verbs over the same pair of tickets, in opposite order: PostgreSQL ends one of them. */
const DEADLOCK = "40P01";

function wrongState(actor: Actor, ticket: LockedTicket) {
  const words = readsInternal(actor, ticket) ? STATUS_FOR_STAFF : STATUS_FOR_REQUESTER;
  return new AppError(
    "wrong_state",
    `Alguém agiu antes: o chamado agora está como “${words[ticket.status]}”. A conversa mostra o que houve.`,
  );
}

/** Loads a ticket the actor may see and holds its row until the transaction ends. */
export async function lockTicket(tx: Tx, actor: Actor, ref: TicketRef, now: Date): Promise<LockedTicket> {
  const match = "number" in ref ? eq(tickets.number, ref.number) : eq(tickets.id, ref.id);
  const [row] = await tx
    .select({
      ticket: tickets,
      service: serviceTerms,
      observed: sql<boolean>`${observes(actor)}`,
      extendable: sql<boolean>`${extendable(now)}`,
    })
    .from(tickets)
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .where(and(match, visibleTo(actor)))
    .for("update", { of: tickets });
  if (!row) throw notFound();
  return {
    ...row.ticket,
    service: row.service,
    analysis: row.service.analysis,
    reopenWindowDays: row.service.reopenWindowDays,
    solutionAuthorId: row.ticket.status === "validating" ? await authorOfWaiting(tx, row.ticket.id) : null,
    observed: row.observed,
    extendable: row.extendable,
    ...(await countsOf(tx, actor, row.ticket)),
  };
}

const COUNTED: ReadonlySet<TicketStatus> = new Set(["pending", "validating", "resolved"]);

/** What its open counts say, asked once the ticket is held as well. */
async function countsOf(tx: Tx, { kind: by }: Actor, { id, status }: TicketRow) {
  const counts = COUNTED.has(status) ? await openCounts(tx, id) : [];
  return {
    reopenUntil: counts.find(({ kind }) => kind === "reopen_window")?.dueAt ?? null,
    // Whoever has a letter was told by it, whether a later notice was heard or not.
    noticed: counts.some(({ noticedAt, linked }) => noticedAt !== null || (by === "guest" && linked)),
  };
}

/** Who proposed the solution that waits. Asked once the ticket is held: until then it may change. */
async function authorOfWaiting(tx: Tx, ticketId: string): Promise<string | null> {
  const [waiting] = await tx
    .select({ author: solutions.proposedBy })
    .from(solutions)
    .where(and(eq(solutions.ticketId, ticketId), eq(solutions.state, "waiting")));
  return waiting?.author ?? null;
}
