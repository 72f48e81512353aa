import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { CALENDAR_VERBS, CLOSING_SCOPES, DAY_RULES, HOLIDAY_STATES } from "../enums";
import { closedList, id, moment, oneOf } from "./columns";
import { departments, users } from "./people";

/** When departments work: slots by weekday, and the days on which they do not. The time zone is the department's. */
export const calendars = pgTable(
  "calendars",
  {
    id: id(),
    name: text().notNull(),
    /** Whose holidays it began with. */
    state: closedList(HOLIDAY_STATES),
    /** Shape: Week of lib/calendar/schema.ts. */
    week: jsonb().notNull(),
    /** Rises with every change; a change that names an older one is refused. */
    revision: integer().notNull().default(1),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    uniqueIndex("calendars_name").on(sql`lower(${table.name})`),
    oneOf("calendars_state", table.state, HOLIDAY_STATES),
  ],
);

/** A day, or a part of one, on which a calendar is closed. */
export const calendarClosings = pgTable(
  "calendar_closings",
  {
    id: id(),
    calendarId: uuid()
      .notNull()
      .references(() => calendars.id, { onDelete: "cascade" }),
    name: text().notNull(),
    scope: closedList(CLOSING_SCOPES).notNull(),
    /** "Ponto facultativo": set year by year, and not by everybody. */
    optional: boolean().notNull().default(false),
    /** Whether the calendar keeps it: one that is not kept stays in the list, to be kept again. */
    observed: boolean().notNull().default(true),
    rule: closedList(DAY_RULES).notNull(),
    /** Of a rule for once. */
    date: date({ mode: "string" }),
    /** Of a yearly rule. */
    month: smallint(),
    day: smallint(),
    /** Days from Easter Sunday. */
    easterOffset: smallint(),
    /** Minutes after midnight; null from its beginning, null to its end. */
    fromMinute: smallint(),
    toMinute: smallint(),
    /** First and last year. */
    since: smallint(),
    until: smallint(),
  },
  (table) => [
    index("calendar_closings_calendar").on(table.calendarId),
    oneOf("calendar_closings_scope", table.scope, CLOSING_SCOPES),
    oneOf("calendar_closings_rule", table.rule, DAY_RULES),
    check(
      "calendar_closings_day",
      sql`(${table.rule} = 'once') = (${table.date} is not null)
        and (${table.rule} = 'yearly') = (${table.month} is not null and ${table.day} is not null)
        and (${table.rule} = 'easter') = (${table.easterOffset} is not null)`,
    ),
    check(
      "calendar_closings_part",
      sql`coalesce(${table.fromMinute}, 0) >= 0 and coalesce(${table.toMinute}, 1440) <= 1440
        and coalesce(${table.fromMinute}, 0) < coalesce(${table.toMinute}, 1440)`,
    ),
    check("calendar_closings_years", sql`coalesce(${table.since}, 0) <= coalesce(${table.until}, 9999)`),
  ],
);

/** The calendar that a department works by; without a row it is the usual one of lib/calendar. */
export const departmentCalendars = pgTable(
  "department_calendars",
  {
    departmentId: uuid()
      .primaryKey()
      .references(() => departments.id, { onDelete: "cascade" }),
    calendarId: uuid()
      .notNull()
      .references(() => calendars.id),
  },
  (table) => [index("department_calendars_calendar").on(table.calendarId)],
);

/** One row per change of a calendar, or of who works by it, written in the transaction that made it true. */
export const calendarEvents = pgTable(
  "calendar_events",
  {
    id: id(),
    calendarId: uuid().references(() => calendars.id),
    departmentId: uuid().references(() => departments.id),
    verb: closedList(CALENDAR_VERBS).notNull(),
    actorId: uuid()
      .notNull()
      .references(() => users.id),
    at: moment().notNull(),
    /** What was changed, and how it was before. */
    facts: jsonb().notNull(),
  },
  (table) => [
    index("calendar_events_calendar").on(table.calendarId, table.at),
    oneOf("calendar_events_verb", table.verb, CALENDAR_VERBS),
  ],
);
