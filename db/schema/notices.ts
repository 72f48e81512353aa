import { sql } from "drizzle-orm";
import { boolean, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { NOTICE_TOPICS } from "../enums";
import { closedList, id, moment, oneOf } from "./columns";
import { users } from "./people";
import { events, tickets } from "./tickets";

/** What a person is told in the portal, written in the transaction of the change it tells of; one per event. */
export const notices = pgTable(
  "notices",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    topic: closedList(NOTICE_TOPICS).notNull(),
    /** What happened, in a few words of ours. */
    text: text().notNull(),
    createdAt: moment().notNull(),
    readAt: moment(),
  },
  (table) => [
    uniqueIndex("notices_once").on(table.eventId, table.userId),
    index("notices_user").on(table.userId, table.createdAt, table.id),
    index("notices_unread").on(table.userId, table.ticketId).where(sql`${table.readAt} is null`),
    index("notices_ticket").on(table.ticketId),
    oneOf("notices_topic", table.topic, NOTICE_TOPICS),
  ],
);

/** How a person wants to hear of a topic; without a row both ways. */
export const noticeChoices = pgTable(
  "notice_choices",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    topic: closedList(NOTICE_TOPICS).notNull(),
    email: boolean().notNull(),
    app: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.topic] }),
    oneOf("notice_choices_topic", table.topic, NOTICE_TOPICS),
  ],
);
