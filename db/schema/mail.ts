import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import {
  AUDIENCES,
  BLOCK_REASONS,
  LETTER_FATES,
  LETTER_STATES,
  LETTER_VERBS,
  LINK_PURPOSES,
  REPLY_VOICES,
} from "../enums";
import { closedList, id, moment, oneOf } from "./columns";
import { users } from "./people";
import { events, messages, tickets } from "./tickets";

/**
 * Links by which a letter's reader does one thing without a login. The token itself is nowhere: only its digest, and what it
 * is made from beside a secret that the database does not know.
 */
export const letterLinks = pgTable(
  "letter_links",
  {
    id: id(),
    hash: text().notNull(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    purpose: closedList(LINK_PURPOSES).notNull(),
    /** The count, the solution or the closing it is about: with another one it is worth nothing. */
    subjectId: uuid().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
    revokedAt: moment(),
  },
  (table) => [
    uniqueIndex("letter_links_hash").on(table.hash),
    index("letter_links_ticket").on(table.ticketId),
    index("letter_links_expires").on(table.expiresAt),
    oneOf("letter_links_purpose", table.purpose, LINK_PURPOSES),
  ],
);

/**
 * To where somebody answers the letters of a ticket: one address for each person, mail address and voice. As with links, the
 * token itself is nowhere.
 */
export const replyAddresses = pgTable(
  "reply_addresses",
  {
    id: id(),
    hash: text().notNull(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** To where the letters go, in small letters: from there the answers come. */
    address: text().notNull(),
    voice: closedList(REPLY_VOICES).notNull(),
    createdAt: moment().notNull(),
    /** Put off by each letter. */
    expiresAt: moment().notNull(),
    revokedAt: moment(),
  },
  (table) => [
    uniqueIndex("reply_addresses_hash").on(table.hash),
    uniqueIndex("reply_addresses_open")
      .on(table.ticketId, table.userId, table.address, table.voice)
      .where(sql`${table.revokedAt} is null`),
    // Those of the team stay: whoever looks for what is over says it in the same words.
    index("reply_addresses_expires").on(table.expiresAt).where(sql`${table.voice} = 'requester'`),
    oneOf("reply_addresses_voice", table.voice, REPLY_VOICES),
  ],
);

/** Messages to go out, written in the transaction of the change they tell of. */
export const outbox = pgTable(
  "outbox",
  {
    id: id(),
    ticketId: uuid().references(() => tickets.id, { onDelete: "cascade" }),
    eventId: uuid().references(() => events.id, { onDelete: "cascade" }),
    recipientId: uuid().references(() => users.id),
    /** As whom they are told: who is that no more gets it no more. Null for what is of no ticket. */
    recipientAs: closedList(AUDIENCES),
    kind: text().notNull(),
    toAddress: text().notNull(),
    subject: text().notNull(),
    /** What happened and what comes next, in plain paragraphs. */
    body: text().notNull(),
    /** What was said with it: it stays where it was said, and is put into the letter when that goes out. */
    messageId: uuid().references(() => messages.id, { onDelete: "set null" }),
    /** Where its button leads, as a path of this installation. */
    path: text(),
    linkId: uuid().references(() => letterLinks.id, { onDelete: "set null" }),
    /** The lesser thing that its reader can do. */
    besideId: uuid().references(() => letterLinks.id, { onDelete: "set null" }),
    /** To where it is answered. */
    replyId: uuid().references(() => replyAddresses.id, { onDelete: "set null" }),
    createdAt: moment().notNull(),
    state: closedList(LETTER_STATES).notNull().default("waiting"),
    /** How often it was sent anew after a provider had taken it: each time is one of its own, which may arrive as well. */
    sending: integer().notNull().default(0),
    /** How often it was tried, and when it is tried (again). */
    attempts: integer().notNull().default(0),
    nextAttemptAt: moment().notNull(),
    /** Since when it may have gone out without our hearing of it; null while it surely did not. */
    unsureSince: moment(),
    /** Why it did not go, or did not arrive: a code of ours, or the provider's. */
    failure: text(),
    /** When the provider took it, and under which id. */
    deliveredAt: moment(),
    providerId: text(),
    /** The Message-ID that it went out with where the provider gave it one of its own; without the angle brackets. */
    wireId: text(),
    fate: closedList(LETTER_FATES),
    fateAt: moment(),
  },
  (table) => [
    uniqueIndex("outbox_once").on(table.eventId, table.toAddress),
    index("outbox_waiting").on(table.nextAttemptAt).where(sql`${table.state} = 'waiting'`),
    // Who looks for what neither went out nor arrived says it in the same words.
    index("outbox_undelivered")
      .on(table.createdAt, table.id)
      .where(
        sql`${table.state} in ('dead', 'skipped') or (${table.state} = 'sent' and ${table.fate} in ('bounced', 'failed', 'suppressed'))`,
      ),
    // For the links and addresses that are removed.
    index("outbox_link").on(table.linkId).where(sql`${table.linkId} is not null`),
    index("outbox_beside").on(table.besideId).where(sql`${table.besideId} is not null`),
    index("outbox_reply").on(table.replyId).where(sql`${table.replyId} is not null`),
    index("outbox_newest").on(table.createdAt, table.id),
    index("outbox_ticket").on(table.ticketId),
    index("outbox_wire").on(table.wireId).where(sql`${table.wireId} is not null`),
    uniqueIndex("outbox_provider").on(table.providerId).where(sql`${table.providerId} is not null`),
    oneOf("outbox_recipient_as", table.recipientAs, AUDIENCES),
    oneOf("outbox_state", table.state, LETTER_STATES),
    oneOf("outbox_fate", table.fate, LETTER_FATES),
    check("outbox_sent", sql`(${table.state} = 'sent') = (${table.deliveredAt} is not null)`),
  ],
);

/** A letter as it went out, in the demo: its mailbox shows it. */
export const demoMailbox = pgTable("demo_mailbox", {
  letterId: uuid()
    .primaryKey()
    .references(() => outbox.id, { onDelete: "cascade" }),
  html: text().notNull(),
  text: text().notNull(),
  headers: jsonb().notNull(),
});

/**
 * Addresses that take no mail of ours: it came back for good, somebody called it unwanted, or the provider does not write
 * to them. In small letters.
 */
export const blockedAddresses = pgTable(
  "blocked_addresses",
  {
    address: text().primaryKey(),
    reason: closedList(BLOCK_REASONS).notNull(),
    since: moment().notNull(),
  },
  (table) => [oneOf("blocked_addresses_reason", table.reason, BLOCK_REASONS)],
);

/** What a provider told, by its own id: told twice, it is taken once. */
export const providerNotices = pgTable(
  "provider_notices",
  { id: text().primaryKey(), at: moment().notNull() },
  (table) => [index("provider_notices_at").on(table.at)],
);

/** One row for what the administration did to a letter or an address, written in its transaction. */
export const letterEvents = pgTable(
  "letter_events",
  {
    id: id(),
    letterId: uuid().references(() => outbox.id, { onDelete: "cascade" }),
    verb: closedList(LETTER_VERBS).notNull(),
    actorId: uuid()
      .notNull()
      .references(() => users.id),
    at: moment().notNull(),
  },
  (table) => [
    index("letter_events_letter").on(table.letterId),
    oneOf("letter_events_verb", table.verb, LETTER_VERBS),
  ],
);
