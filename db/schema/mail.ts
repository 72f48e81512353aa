import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { id, moment } from "./columns";
import { users } from "./people";
import { events, tickets } from "./tickets";

/** Messages to go out, written in the transaction of the change they tell of. */
export const outbox = pgTable(
  "outbox",
  {
    id: id(),
    ticketId: uuid().references(() => tickets.id, { onDelete: "cascade" }),
    eventId: uuid().references(() => events.id, { onDelete: "cascade" }),
    recipientId: uuid().references(() => users.id),
    kind: text().notNull(),
    toAddress: text().notNull(),
    subject: text().notNull(),
    /** Plain text of the message. */
    body: text().notNull(),
    /** Where its button leads, as a path of this installation. */
    path: text(),
    headers: jsonb().notNull().default(sql`'{}'::jsonb`),
    createdAt: moment().notNull(),
    deliveredAt: moment(),
  },
  (table) => [
    uniqueIndex("outbox_once").on(table.eventId, table.toAddress),
    index("outbox_waiting").on(table.createdAt).where(sql`${table.deliveredAt} is null`),
    index("outbox_newest").on(table.createdAt, table.id),
    index("outbox_ticket").on(table.ticketId),
  ],
);
