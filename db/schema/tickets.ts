import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  ACTOR_KINDS,
  AUTHOR_SIDES,
  CHANNELS,
  CLOSED_BY,
  DEADLINE_KINDS,
  IDENTIFIER_KINDS,
  LINK_KINDS,
  MESSAGE_KINDS,
  OPEN_STATUSES,
  PENDING_TYPES,
  PRIORITIES,
  RATING_STATES,
  SOLUTION_ORIGINS,
  SOLUTION_STATES,
  TARGET_KINDS,
  TERM_UNITS,
  TICKET_STATUSES,
  TICKET_VERBS,
} from "../enums";
import { formVersions, services } from "./catalog";
import { closedList, id, listed, moment, oneOf, tsvector } from "./columns";
import { departments, institutions, users } from "./people";

/*
 * What the lists ask of a ticket, as columns that the database keeps: a partial index serves a plain column under every
 * plan, and "status in ($1, …)" under none that is kept. One such column may not refer to another.
 */
const isOpen = `status in (${listed(OPEN_STATUSES)})`;
const underReview = "(status = 'in_review' or coalesce(pending_from = 'in_review', false))";
const isUnassigned = `(${isOpen} and assignee_id is null and not (${underReview} and reviewer_id is not null))`;

export const tickets = pgTable(
  "tickets",
  {
    id: id(),
    /** Sequential and never reused; gaps after a failed opening are allowed. */
    number: bigint({ mode: "number" }).notNull().generatedByDefaultAsIdentity({ name: "ticket_number" }),
    title: text().notNull(),
    status: closedList(TICKET_STATUSES).notNull(),
    requesterId: uuid()
      .notNull()
      .references(() => users.id),
    institutionId: uuid().references(() => institutions.id),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    serviceId: uuid()
      .notNull()
      .references(() => services.id),
    formVersionId: uuid()
      .notNull()
      .references(() => formVersions.id),
    subjectId: text().notNull(),
    /** Checked answers by field id, as lib/forms leaves them. */
    answers: jsonb().notNull(),
    channel: closedList(CHANNELS).notNull(),
    locality: text(),
    contactEmail: text(),
    contactPhone: text(),
    /**
     * Its requester has shown that they ask for it. Not where a message opened it of which nobody knows from whom it is, until
     * they answer a letter or act themselves: so long nothing that it said goes to their address.
     */
    proved: boolean().notNull().default(true),
    priority: closedList(PRIORITIES).notNull().default("normal"),
    assigneeId: uuid().references(() => users.id),
    reviewerId: uuid().references(() => users.id),
    /** Who attended last, kept when nobody is assigned: a refusal goes back to this person. */
    lastAttendantId: uuid().references(() => users.id),
    /** Set while pending: where it came from, and what it waits for. */
    pendingFrom: closedList(["assigned", "in_review"]),
    pendingType: closedList(PENDING_TYPES),
    pendingReason: text(),
    openedAt: moment().notNull(),
    /**
     * The day by which it should be done, as it was promised when it was opened or given its service, in figures or in words: a
     * promise does not move by itself. Null for none, and on older tickets.
     */
    promisedOn: date({ mode: "string" }),
    updatedAt: moment().notNull(),
    /** When the present status began. */
    statusSince: moment().notNull(),
    resolvedAt: moment(),
    closedAt: moment(),
    closedBy: closedList(CLOSED_BY),
    reopenCount: integer().notNull().default(0),
    /** "Still needed" answers in a row; after three the manager is told. */
    stillNeededCount: integer().notNull().default(0),
    /** Key of the form that was sent: sending twice makes one ticket. */
    submissionKey: uuid().notNull(),
    /** Somebody still has something to do. */
    open: boolean().notNull().generatedAlwaysAs(sql.raw(isOpen)),
    /** Who works on it: its attendant, or its reviewer while it is analysed. */
    attendantId: uuid().generatedAlwaysAs(
      sql.raw(`case when ${underReview} then reviewer_id else assignee_id end`),
    ),
    /** Open, and nobody works on it. */
    unassigned: boolean().notNull().generatedAlwaysAs(sql.raw(isUnassigned)),
    /** 0 for what came back, or lost its attendant, and has nobody: it stands on top of the queue. */
    queueRank: smallint()
      .notNull()
      .generatedAlwaysAs(sql.raw(`case when ${isUnassigned} and status <> 'new' then 0 else 1 end`)),
  },
  (table) => [
    uniqueIndex("tickets_number").on(table.number),
    uniqueIndex("tickets_submission").on(table.requesterId, table.submissionKey),
    index("tickets_requester_updated").on(table.requesterId, table.updatedAt, table.id),
    index("tickets_requester_number").on(table.requesterId, table.number),
    index("tickets_requester_status").on(table.requesterId, table.status, table.updatedAt, table.id),
    index("tickets_institution_updated")
      .on(table.institutionId, table.updatedAt, table.id)
      .where(sql`${table.institutionId} is not null`),
    index("tickets_institution_number")
      .on(table.institutionId, table.number)
      .where(sql`${table.institutionId} is not null`),
    index("tickets_department_updated").on(table.departmentId, table.updatedAt, table.id),
    index("tickets_status_updated").on(table.departmentId, table.status, table.updatedAt, table.id),
    index("tickets_status_opened").on(table.departmentId, table.status, table.openedAt, table.id),
    index("tickets_status_number").on(table.departmentId, table.status, table.number),
    index("tickets_status_waiting")
      .on(table.departmentId, table.status, table.queueRank, table.statusSince, table.id)
      .where(sql`not ${table.open}`),
    index("tickets_open")
      .on(table.departmentId, table.queueRank, table.statusSince, table.id)
      .where(sql`${table.open}`),
    index("tickets_unassigned")
      .on(table.departmentId, table.queueRank, table.statusSince, table.id)
      .where(sql`${table.unassigned}`),
    index("tickets_desk")
      .on(table.attendantId, table.queueRank, table.statusSince, table.id)
      .where(sql`${table.open}`),
    index("tickets_attendant")
      .on(table.attendantId, table.updatedAt, table.id)
      .where(sql`${table.attendantId} is not null`),
    index("tickets_assignee").on(table.assigneeId).where(sql`${table.open}`),
    oneOf("tickets_status", table.status, TICKET_STATUSES),
    oneOf("tickets_channel", table.channel, CHANNELS),
    oneOf("tickets_priority", table.priority, PRIORITIES),
    oneOf("tickets_pending_type", table.pendingType, PENDING_TYPES),
    oneOf("tickets_closed_by", table.closedBy, CLOSED_BY),
    check(
      "tickets_pending",
      sql`(${table.status} = 'pending') = (${table.pendingType} is not null and ${table.pendingFrom} is not null and ${table.pendingReason} is not null)`,
    ),
    check("tickets_closed", sql`(${table.status} = 'closed') = (${table.closedBy} is not null)`),
  ],
);

/**
 * How many tickets of each kind a department has, kept by triggers on tickets: the sum of its rows. Each change adds
 * rows, so that none waits for another; now and then they are added up.
 */
export const ticketTallies = pgTable(
  "ticket_tallies",
  {
    /** No foreign key: its check would lock the department's row for everybody who changes a ticket. */
    departmentId: uuid().notNull(),
    status: closedList(TICKET_STATUSES).notNull(),
    unassigned: boolean().notNull(),
    tickets: integer().notNull(),
  },
  (table) => [index("ticket_tallies_department").on(table.departmentId)],
);

/**
 * Words of a ticket. "public" holds what the requester may read, "staff" holds internal notes as well. Beside them stands
 * what a search of the desk is counted and sorted by, kept by triggers on tickets, so that only what is shown of the
 * finds is looked up. The words are stored apart from the row, and many rows fit in a page.
 */
export const ticketSearch = pgTable(
  "ticket_search",
  {
    ticketId: uuid()
      .primaryKey()
      .references(() => tickets.id, { onDelete: "cascade" }),
    departmentId: uuid().notNull(),
    number: bigint({ mode: "number" }).notNull(),
    status: closedList(TICKET_STATUSES).notNull(),
    open: boolean().notNull(),
    attendantId: uuid(),
    unassigned: boolean().notNull(),
    queueRank: smallint().notNull(),
    openedAt: moment().notNull(),
    updatedAt: moment().notNull(),
    statusSince: moment().notNull(),
    public: tsvector().notNull(),
    staff: tsvector().notNull(),
  },
  (table) => [
    // What changed waits in a short list, which every search reads: guiche_tidy_words puts it into the index after each act.
    index("ticket_search_public").using("gin", table.public).with({ gin_pending_list_limit: 512 }),
    // Each word under its shelf: a search looks along a department's shelves, and stops when it has enough.
    index("ticket_search_shelves")
      .using("gin", sql`guiche_shelve(guiche_shelf(${table.departmentId}, ${table.number}), ${table.staff})`)
      .with({ gin_pending_list_limit: 512 }),
  ],
);

/** What was said and no search entry knows yet: its words are put there once the act that said it is answered. */
export const unindexedTexts = pgTable(
  "unindexed_texts",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    internal: boolean().notNull(),
    text: text().notNull(),
  },
  (table) => [index("unindexed_texts_ticket").on(table.ticketId)],
);

/** Plates (canonical form), chassis, RENAVAM, CPF and CNPJ found in the answers. */
export const ticketIdentifiers = pgTable(
  "ticket_identifiers",
  {
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    kind: closedList(IDENTIFIER_KINDS).notNull(),
    value: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketId, table.kind, table.value] }),
    index("ticket_identifiers_value").on(table.value, table.ticketId),
    oneOf("ticket_identifiers_kind", table.kind, IDENTIFIER_KINDS),
  ],
);

/** A person or a department added to a ticket to read it and write internal notes. */
export const observers = pgTable(
  "observers",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    userId: uuid().references(() => users.id),
    departmentId: uuid().references(() => departments.id),
    addedAt: moment().notNull(),
  },
  (table) => [
    uniqueIndex("observers_user").on(table.ticketId, table.userId),
    uniqueIndex("observers_department").on(table.ticketId, table.departmentId),
    index("observers_by_user").on(table.userId),
    index("observers_by_department").on(table.departmentId),
    check("observers_one", sql`(${table.userId} is null) <> (${table.departmentId} is null)`),
  ],
);

/** One row per change, written in the transaction that made it true. Ids and facts only, never free text. */
export const events = pgTable(
  "events",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    verb: closedList(TICKET_VERBS).notNull(),
    actorKind: closedList(ACTOR_KINDS).notNull(),
    actorId: uuid(),
    side: closedList(AUTHOR_SIDES).notNull(),
    at: moment().notNull(),
    /** Staff-only events (internal notes, escalations) are not shown to the requester. */
    internal: boolean().notNull().default(false),
    fromStatus: closedList(TICKET_STATUSES),
    toStatus: closedList(TICKET_STATUSES).notNull(),
    /** Shape: EventFacts of lib/events/record.ts. */
    facts: jsonb().notNull(),
  },
  (table) => [
    index("events_ticket").on(table.ticketId, table.at, table.id),
    oneOf("events_verb", table.verb, TICKET_VERBS),
    oneOf("events_actor_kind", table.actorKind, ACTOR_KINDS),
    oneOf("events_side", table.side, AUTHOR_SIDES),
  ],
);

/** Events not yet handed on. Rows commit out of order, so a cursor over ids would skip some. */
export const unpublishedEvents = pgTable("unpublished_events", {
  eventId: uuid()
    .primaryKey()
    .references(() => events.id, { onDelete: "cascade" }),
  createdAt: moment().notNull(),
});

export const messages = pgTable(
  "messages",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    kind: closedList(MESSAGE_KINDS).notNull(),
    side: closedList(AUTHOR_SIDES).notNull(),
    authorId: uuid().references(() => users.id),
    /** ProseMirror document, validated by lib/richtext; null for the request, whose text is its answers. */
    body: jsonb(),
    createdAt: moment().notNull(),
    eventId: uuid()
      .notNull()
      .references(() => events.id),
  },
  (table) => [
    index("messages_ticket").on(table.ticketId, table.createdAt, table.id),
    oneOf("messages_kind", table.kind, MESSAGE_KINDS),
    oneOf("messages_side", table.side, AUTHOR_SIDES),
  ],
);

export const solutions = pgTable(
  "solutions",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    messageId: uuid()
      .notNull()
      .references(() => messages.id),
    origin: closedList(SOLUTION_ORIGINS).notNull(),
    proposedBy: uuid().references(() => users.id),
    proposedAt: moment().notNull(),
    state: closedList(SOLUTION_STATES).notNull(),
    decidedBy: uuid().references(() => users.id),
    decidedAt: moment(),
    decisionMessageId: uuid().references(() => messages.id),
  },
  (table) => [
    uniqueIndex("solutions_waiting").on(table.ticketId).where(sql`${table.state} = 'waiting'`),
    index("solutions_ticket").on(table.ticketId, table.proposedAt),
    oneOf("solutions_origin", table.origin, SOLUTION_ORIGINS),
    oneOf("solutions_state", table.state, SOLUTION_STATES),
    check("solutions_decided", sql`(${table.state} = 'waiting') = (${table.decidedAt} is null)`),
  ],
);

/** Every period in which a ticket waited, with its type and reason. */
export const pendingPeriods = pgTable(
  "pending_periods",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    type: closedList(PENDING_TYPES).notNull(),
    reason: text().notNull(),
    startedBy: uuid().references(() => users.id),
    startedAt: moment().notNull(),
    endedAt: moment(),
  },
  (table) => [
    uniqueIndex("pending_periods_open").on(table.ticketId).where(sql`${table.endedAt} is null`),
    index("pending_periods_ticket").on(table.ticketId, table.startedAt),
    oneOf("pending_periods_type", table.type, PENDING_TYPES),
  ],
);

/**
 * What the clock settles, and when. At most one open row per ticket, kind and step. A lapse and the window settle at step 0;
 * the notices that go before a lapse are its steps from 1. Of what a service promises, step 1 warns, step 2 tells that it
 * is late, step 3 escalates.
 */
export const deadlines = pgTable(
  "deadlines",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    kind: closedList(DEADLINE_KINDS).notNull(),
    step: smallint().notNull().default(0),
    startedAt: moment().notNull(),
    dueAt: moment().notNull(),
    /** When the last notice before the lapse entered the outbox. */
    noticedAt: moment(),
    settledAt: moment(),
    cancelledAt: moment(),
  },
  (table) => [
    uniqueIndex("deadlines_open")
      .on(table.ticketId, table.kind, table.step)
      .where(sql`${table.settledAt} is null and ${table.cancelledAt} is null`),
    index("deadlines_ticket").on(table.ticketId),
    index("deadlines_due")
      .on(table.dueAt, table.id)
      .where(sql`${table.settledAt} is null and ${table.cancelledAt} is null`),
    oneOf("deadlines_kind", table.kind, DEADLINE_KINDS),
  ],
);

/** What was promised for a ticket, and how much of that time is spent. One row per kind for its whole life. */
export const ticketTargets = pgTable(
  "ticket_targets",
  {
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    kind: closedList(TARGET_KINDS).notNull(),
    amount: integer().notNull(),
    unit: closedList(TERM_UNITS).notNull(),
    /** Extended once, in writing: the term counts twice. */
    extendedAt: moment(),
    startedAt: moment().notNull(),
    /** Since when it runs; null while it stands. */
    countedFrom: moment(),
    /** Milliseconds of working time, and days of the calendar, counted before that. */
    spentWork: bigint({ mode: "number" }).notNull().default(0),
    spentDays: integer().notNull().default(0),
    /** When it is due, should nothing stop it; null while it stands in time. */
    dueAt: moment(),
    /** The last step that was told: see deadlines. */
    told: smallint().notNull().default(0),
    endedAt: moment(),
    /** Whether it was kept; null where there was nothing to keep, as in a cancelled ticket. */
    met: boolean(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketId, table.kind] }),
    oneOf("ticket_targets_kind", table.kind, TARGET_KINDS),
    oneOf("ticket_targets_unit", table.unit, TERM_UNITS),
    check(
      "ticket_targets_amounts",
      sql`${table.amount} > 0 and ${table.spentWork} >= 0 and ${table.spentDays} >= 0`,
    ),
    check("ticket_targets_runs", sql`${table.countedFrom} is null or ${table.dueAt} is not null`),
    check("ticket_targets_ended", sql`${table.endedAt} is null or ${table.countedFrom} is null`),
    check("ticket_targets_met", sql`${table.endedAt} is not null or ${table.met} is null`),
  ],
);

/** One row each time a ticket came to its end (approval or lapse); a reopening voids its invitation to rate. */
export const closings = pgTable(
  "closings",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    ordinal: integer().notNull(),
    at: moment().notNull(),
    by: closedList(["approval", "lapse", "merge"]).notNull(),
    attendantId: uuid().references(() => users.id),
    reopenedAt: moment(),
  },
  (table) => [
    uniqueIndex("closings_ordinal").on(table.ticketId, table.ordinal),
    oneOf("closings_by", table.by, ["approval", "lapse", "merge"]),
  ],
);

export const ratings = pgTable(
  "ratings",
  {
    id: id(),
    closingId: uuid()
      .notNull()
      .references(() => closings.id, { onDelete: "cascade" }),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    /** Department, service and attendant as they were when the ticket came to its end. */
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    serviceId: uuid()
      .notNull()
      .references(() => services.id),
    attendantId: uuid().references(() => users.id),
    authorId: uuid().references(() => users.id),
    stars: smallint().notNull(),
    comment: text(),
    state: closedList(RATING_STATES).notNull().default("visible"),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    uniqueIndex("ratings_closing").on(table.closingId),
    index("ratings_department").on(table.departmentId, table.createdAt, table.id),
    index("ratings_ticket").on(table.ticketId),
    check("ratings_stars", sql`${table.stars} between 1 and 5`),
    oneOf("ratings_state", table.state, RATING_STATES),
  ],
);

export const ticketLinks = pgTable(
  "ticket_links",
  {
    fromId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    toId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    kind: closedList(LINK_KINDS).notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.fromId, table.toId, table.kind] }),
    index("ticket_links_to").on(table.toId),
    oneOf("ticket_links_kind", table.kind, LINK_KINDS),
  ],
);

/** What a person has read of a ticket, for the "novo" marker. */
export const readMarks = pgTable(
  "read_marks",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    readAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.ticketId] })],
);
