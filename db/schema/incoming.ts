import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  DROP_REASONS,
  INCOMING_SOURCES,
  INCOMING_STATES,
  INCOMING_VERBS,
  MAILBOX_VERBS,
  QUARANTINE_REASONS,
} from "../enums";
import { services } from "./catalog";
import { closedList, id, moment, oneOf } from "./columns";
import { outbox } from "./mail";
import { departments, users } from "./people";
import { messages, tickets } from "./tickets";

/** Addresses at which people write to a department. */
export const mailboxes = pgTable(
  "mailboxes",
  {
    id: id(),
    /** In small letters. */
    address: text().notNull(),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    /** Under what a message opens a ticket; null where none is opened by mail. */
    serviceId: uuid().references(() => services.id),
    subjectId: text(),
    /** Rises with every change; a change that names an older one is refused. */
    revision: integer().notNull().default(1),
    createdAt: moment().notNull(),
    removedAt: moment(),
  },
  (table) => [
    uniqueIndex("mailboxes_address").on(table.address).where(sql`${table.removedAt} is null`),
    check("mailboxes_small", sql`${table.address} = lower(${table.address})`),
    check("mailboxes_opens", sql`(${table.serviceId} is null) = (${table.subjectId} is null)`),
  ],
);

/** One row per change of such an address, written in its transaction. */
export const mailboxEvents = pgTable(
  "mailbox_events",
  {
    id: id(),
    mailboxId: uuid()
      .notNull()
      .references(() => mailboxes.id, { onDelete: "cascade" }),
    verb: closedList(MAILBOX_VERBS).notNull(),
    actorId: uuid()
      .notNull()
      .references(() => users.id),
    at: moment().notNull(),
    facts: jsonb().notNull(),
  },
  (table) => [
    index("mailbox_events_mailbox").on(table.mailboxId, table.at),
    oneOf("mailbox_events_verb", table.verb, MAILBOX_VERBS),
  ],
);

/** Messages that came in, each once, with what became of it. What was sent lies in the storage, as it was sent. */
export const incomingMail = pgTable(
  "incoming_mail",
  {
    id: id(),
    source: closedList(INCOMING_SOURCES).notNull(),
    /** By what the way it came in knows it again. */
    sourceId: text().notNull(),
    state: closedList(INCOMING_STATES).notNull(),
    /** Why it waits for somebody, or was put away. */
    reason: closedList([...QUARANTINE_REASONS, ...DROP_REASONS]),
    storageKey: text(),
    size: integer(),
    /** To whom it was delivered, as the way it came in tells; its own headers may tell less. */
    recipients: text().array().notNull(),
    fromAddress: text(),
    fromName: text(),
    subject: text(),
    /** Of its header, its sender and its text: the same message that comes twice is known by it. */
    fingerprint: text(),
    receivedAt: moment().notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: moment().notNull(),
    /** The address it was written to, the department that decides on it, and the ticket it seems to be about, or is in. */
    mailboxId: uuid().references((): AnyPgColumn => mailboxes.id),
    departmentId: uuid().references(() => departments.id),
    ticketId: uuid().references(() => tickets.id, { onDelete: "cascade" }),
    messageId: uuid().references(() => messages.id, { onDelete: "set null" }),
    /** For a report of delivery: of which letter. */
    letterId: uuid().references(() => outbox.id, { onDelete: "set null" }),
    decidedAt: moment(),
    decidedBy: uuid().references(() => users.id),
  },
  (table) => [
    uniqueIndex("incoming_mail_source").on(table.source, table.sourceId),
    index("incoming_mail_waiting")
      .on(table.nextAttemptAt)
      .where(sql`${table.state} in ('announced', 'received')`),
    index("incoming_mail_quarantine")
      .on(table.departmentId, table.receivedAt, table.id)
      .where(sql`${table.state} = 'quarantined'`),
    index("incoming_mail_dropped")
      .on(table.departmentId, table.decidedAt, table.id)
      .where(sql`${table.state} = 'dropped'`),
    index("incoming_mail_sender").on(table.fromAddress, table.receivedAt),
    index("incoming_mail_sender_waiting").on(table.fromAddress).where(sql`${table.state} = 'quarantined'`),
    index("incoming_mail_mailbox").on(table.mailboxId, table.receivedAt),
    index("incoming_mail_ticket").on(table.ticketId),
    index("incoming_mail_report").on(table.receivedAt).where(sql`${table.letterId} is not null`),
    index("incoming_mail_fingerprint").on(table.fingerprint),
    uniqueIndex("incoming_mail_stored").on(table.storageKey),
    oneOf("incoming_mail_source_known", table.source, INCOMING_SOURCES),
    oneOf("incoming_mail_state", table.state, INCOMING_STATES),
    oneOf("incoming_mail_reason", table.reason, [...QUARANTINE_REASONS, ...DROP_REASONS]),
    check(
      "incoming_mail_decided",
      sql`(${table.state} in ('posted', 'dropped')) = (${table.decidedAt} is not null)`,
    ),
    check(
      "incoming_mail_why",
      sql`(${table.state} in ('quarantined', 'dropped')) = (${table.reason} is not null)`,
    ),
  ],
);

/** One row for what somebody did to a message, written in its transaction. */
export const incomingEvents = pgTable(
  "incoming_events",
  {
    id: id(),
    incomingId: uuid()
      .notNull()
      .references(() => incomingMail.id, { onDelete: "cascade" }),
    verb: closedList(INCOMING_VERBS).notNull(),
    actorId: uuid()
      .notNull()
      .references(() => users.id),
    at: moment().notNull(),
    facts: jsonb().notNull(),
  },
  (table) => [
    index("incoming_events_incoming").on(table.incomingId),
    oneOf("incoming_events_verb", table.verb, INCOMING_VERBS),
  ],
);

/** Up to where a mailbox of a mail server was read. */
export const readBoxes = pgTable("read_boxes", {
  /** Server, account and folder. */
  name: text().primaryKey(),
  /** The server's word for "these numbers still mean the same". */
  validity: text().notNull(),
  lastUid: bigint({ mode: "number" }).notNull(),
  at: moment().notNull(),
});
