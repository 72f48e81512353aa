import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  CLASS_MATCH,
  DAY_UNITS,
  GOVBR_LEVELS,
  PRIORITIES,
  SERVICE_ACCESS,
  SERVICE_VERBS,
  TARGET_KINDS,
  TERM_UNITS,
} from "../enums";
import { closedList, id, moment, oneOf } from "./columns";
import { departments, permissionClasses, users } from "./people";

export const categories = pgTable(
  "categories",
  { id: id(), slug: text().notNull(), name: text().notNull(), position: integer().notNull() },
  (table) => [uniqueIndex("categories_slug").on(table.slug)],
);

export const services = pgTable(
  "services",
  {
    id: id(),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    categoryId: uuid()
      .notNull()
      .references(() => categories.id),
    slug: text().notNull(),
    name: text().notNull(),
    /** One line for the card: what it solves. */
    summary: text().notNull(),
    /** Name of a lucide icon out of the list in components/catalog. */
    icon: text().notNull(),
    position: integer().notNull().default(0),
    /** Carta de Serviços (Lei 13.460/2017, art. 7): shown on the service's page. */
    description: text().notNull(),
    audience: text().notNull(),
    documents: text().array().notNull().default(sql`'{}'::text[]`),
    steps: text().array().notNull().default(sql`'{}'::text[]`),
    longestTime: text().notNull(),
    cost: text().notNull(),
    /** Purpose and legal basis of the personal data asked for (LGPD art. 23, I). */
    purpose: text().notNull(),
    titleTemplate: text().notNull(),
    access: closedList(SERVICE_ACCESS).notNull().default("everyone"),
    classMatch: closedList(CLASS_MATCH).notNull().default("all"),
    minimumLevel: closedList(GOVBR_LEVELS),
    analysis: boolean().notNull().default(false),
    /** How the days of silence and of reopening are counted: of the calendar, to the exact hour, or of work. */
    dayUnit: closedList(DAY_UNITS).notNull().default("calendar_days"),
    pendingLapseDays: integer().notNull().default(7),
    validationLapseDays: integer().notNull().default(10),
    /** Days in which an approved ticket can be reopened; 0 closes at once. */
    reopenWindowDays: integer().notNull().default(5),
    /** How many days before a lapse the requester is told. */
    noticeDays: integer().array().notNull().default(sql`'{5,1}'::integer[]`),
    /** Working hours after which the managers hear again of what is late; null for never. */
    escalationHours: integer().default(8),
    /** Rises with every change of what it promises; a change that names an older one is refused. */
    policyRevision: integer().notNull().default(1),
    formVersionId: uuid(),
    active: boolean().notNull().default(true),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("services_slug").on(table.slug),
    index("services_department").on(table.departmentId),
    oneOf("services_access", table.access, SERVICE_ACCESS),
    oneOf("services_class_match", table.classMatch, CLASS_MATCH),
    oneOf("services_minimum_level", table.minimumLevel, GOVBR_LEVELS),
    oneOf("services_day_unit", table.dayUnit, DAY_UNITS),
    check(
      "services_notices",
      sql`cardinality(${table.noticeDays}) > 0 and 0 < all (${table.noticeDays}) and coalesce(${table.escalationHours}, 1) > 0`,
    ),
    check(
      "services_days",
      sql`${table.pendingLapseDays} > 0 and ${table.validationLapseDays} > 0 and ${table.reopenWindowDays} >= 0`,
    ),
  ],
);

/** What a service promises, by the ticket's priority. Without a row it promises nothing to be counted. */
export const serviceTargets = pgTable(
  "service_targets",
  {
    serviceId: uuid()
      .notNull()
      .references(() => services.id, { onDelete: "cascade" }),
    kind: closedList(TARGET_KINDS).notNull(),
    priority: closedList(PRIORITIES).notNull(),
    amount: integer().notNull(),
    unit: closedList(TERM_UNITS).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.serviceId, table.kind, table.priority] }),
    oneOf("service_targets_kind", table.kind, TARGET_KINDS),
    oneOf("service_targets_priority", table.priority, PRIORITIES),
    oneOf("service_targets_unit", table.unit, TERM_UNITS),
    check("service_targets_amount", sql`${table.amount} > 0`),
  ],
);

/** One row per change of a service, written in the transaction that made it true. */
export const serviceEvents = pgTable(
  "service_events",
  {
    id: id(),
    serviceId: uuid()
      .notNull()
      .references(() => services.id, { onDelete: "cascade" }),
    verb: closedList(SERVICE_VERBS).notNull(),
    actorId: uuid()
      .notNull()
      .references(() => users.id),
    at: moment().notNull(),
    /** What was changed, and how it was before. */
    facts: jsonb().notNull(),
  },
  (table) => [
    index("service_events_service").on(table.serviceId, table.at),
    oneOf("service_events_verb", table.verb, SERVICE_VERBS),
  ],
);

export const serviceClasses = pgTable(
  "service_classes",
  {
    serviceId: uuid()
      .notNull()
      .references(() => services.id, { onDelete: "cascade" }),
    classId: uuid()
      .notNull()
      .references(() => permissionClasses.id),
  },
  (table) => [primaryKey({ columns: [table.serviceId, table.classId] })],
);

/** A version of a service's form. Published ones never change; a ticket keeps the one it was opened with. */
export const formVersions = pgTable(
  "form_versions",
  {
    id: id(),
    serviceId: uuid()
      .notNull()
      .references(() => services.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    /** Shape: FormDefinition of lib/forms/schema.ts. */
    definition: jsonb().notNull(),
    createdAt: moment().notNull().defaultNow(),
    createdBy: uuid().references(() => users.id),
    publishedAt: moment(),
  },
  (table) => [uniqueIndex("form_versions_number").on(table.serviceId, table.version)],
);

/** What a person is typing, kept on the server: one per person and place ("service:<id>", "ticket:<id>:reply"). */
export const drafts = pgTable(
  "drafts",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    place: text().notNull(),
    content: jsonb().notNull(),
    /** Rises with every save; a save that names an older one is refused. */
    revision: integer().notNull().default(1),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    uniqueIndex("drafts_place").on(table.userId, table.place),
    index("drafts_updated").on(table.updatedAt),
  ],
);
