import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { id, moment } from "./columns";
import { users } from "./people";
import { messages, tickets } from "./tickets";

/** A file sent by a person. Unclaimed until a verb claims it in its transaction; unclaimed ones are swept. */
export const attachments = pgTable(
  "attachments",
  {
    id: id(),
    /** Null of what came from somebody else than the account it is said under, once claimed. */
    uploaderId: uuid().references(() => users.id),
    /** Draft place it was sent for ("service:<id>", "ticket:<id>:reply"), until claimed. */
    place: text(),
    /** Form field it answers, if any. */
    fieldId: text(),
    name: text().notNull(),
    /** Decided by content, never by name. */
    type: text().notNull(),
    size: bigint({ mode: "number" }).notNull(),
    sha256: text().notNull(),
    /** Random names in the storage; the view is a re-encoded copy of an image, without metadata. */
    storageKey: text().notNull(),
    viewKey: text(),
    /** A small one for lists and tiles. */
    thumbKey: text(),
    width: integer(),
    height: integer(),
    /** Shown inside the text rather than as a tile. */
    inline: boolean().notNull().default(false),
    /** Readable by staff only (internal notes). */
    internal: boolean().notNull().default(false),
    ticketId: uuid().references(() => tickets.id, { onDelete: "cascade" }),
    messageId: uuid().references(() => messages.id, { onDelete: "cascade" }),
    createdAt: moment().notNull(),
    claimedAt: moment(),
  },
  (table) => [
    uniqueIndex("attachments_stored").on(table.storageKey),
    uniqueIndex("attachments_view").on(table.viewKey),
    uniqueIndex("attachments_thumb").on(table.thumbKey),
    index("attachments_ticket").on(table.ticketId).where(sql`${table.ticketId} is not null`),
    index("attachments_message").on(table.messageId).where(sql`${table.messageId} is not null`),
    index("attachments_unclaimed").on(table.uploaderId, table.place).where(sql`${table.claimedAt} is null`),
    index("attachments_sweep").on(table.createdAt).where(sql`${table.claimedAt} is null`),
    check("attachments_claimed", sql`(${table.claimedAt} is null) = (${table.ticketId} is null)`),
  ],
);
