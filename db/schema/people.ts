import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  ACCOUNT_ORIGINS,
  ACCOUNT_VERBS,
  GOVBR_LEVELS,
  LOGIN_WAYS,
  OPERATOR_KINDS,
  PROFILE_ROLES,
} from "../enums";
import { closedList, id, moment, oneOf } from "./columns";

export const institutions = pgTable(
  "institutions",
  {
    id: id(),
    name: text().notNull(),
    cnpj: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
    disabledAt: moment(),
  },
  (table) => [
    uniqueIndex("institutions_cnpj").on(table.cnpj),
    check("institutions_cnpj_shape", sql`${table.cnpj} ~ '^[0-9A-Z]{12}[0-9]{2}$'`),
  ],
);

export const users = pgTable(
  "users",
  {
    id: id(),
    name: text().notNull(),
    cpf: text(),
    email: text(),
    phone: text(),
    extension: text(),
    /** argon2id in PHC form; null for accounts that enter through gov.br only. */
    passwordHash: text(),
    origin: closedList(ACCOUNT_ORIGINS).notNull(),
    govbrLevel: closedList(GOVBR_LEVELS),
    admin: boolean().notNull().default(false),
    createdAt: moment().notNull().defaultNow(),
    disabledAt: moment(),
  },
  (table) => [
    uniqueIndex("users_cpf").on(table.cpf),
    index("users_email").on(sql`lower(${table.email})`),
    index("users_admin").on(table.createdAt, table.id).where(sql`${table.admin}`),
    index("users_by_name").on(table.name, table.id),
    index("users_name_part").using("gin", sql`guiche_unaccent(${table.name}) gin_trgm_ops`),
    index("users_email_part").using("gin", sql`lower(${table.email}) gin_trgm_ops`),
    check("users_cpf_shape", sql`${table.cpf} ~ '^[0-9]{11}$'`),
    oneOf("users_origin", table.origin, ACCOUNT_ORIGINS),
    oneOf("users_govbr_level", table.govbrLevel, GOVBR_LEVELS),
  ],
);

/** The account at an outside provider that proved to be this person. */
export const identities = pgTable(
  "identities",
  {
    provider: text().notNull(),
    subject: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    linkedAt: moment().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.subject] }),
    index("identities_user").on(table.userId),
  ],
);

/** A session is a row; the cookie's token carries only its id. Ending the row ends the session at the next click. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    way: closedList(LOGIN_WAYS).notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    revokedAt: moment(),
    userAgent: text(),
  },
  (table) => [
    index("sessions_user").on(table.userId).where(sql`${table.revokedAt} is null`),
    oneOf("sessions_way", table.way, LOGIN_WAYS),
  ],
);

/** A gov.br login that meets a self-registered account: the password is asked once before the two become one. */
export const linkRequests = pgTable(
  "link_requests",
  {
    tokenHash: text().primaryKey(),
    provider: text().notNull(),
    subject: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    level: closedList(GOVBR_LEVELS),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
  },
  (table) => [index("link_requests_user").on(table.userId)],
);

/** Counts of attempts per account, address or route; shared by every process through the database. */
export const attempts = pgTable(
  "attempts",
  {
    key: text().primaryKey(),
    count: integer().notNull(),
    windowEndsAt: moment().notNull(),
  },
  (table) => [index("attempts_window").on(table.windowEndsAt)],
);

export const departments = pgTable(
  "departments",
  {
    id: id(),
    slug: text().notNull(),
    name: text().notNull(),
    shortName: text().notNull(),
    phone: text(),
    email: text(),
    hours: text(),
    messageService: text(),
    timeZone: text().notNull().default("America/Sao_Paulo"),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [uniqueIndex("departments_slug").on(table.slug)],
);

/** A person's profile in a department. Managers carry the ordinance that designated them. */
export const profiles = pgTable(
  "profiles",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    role: closedList(PROFILE_ROLES).notNull(),
    moderator: boolean().notNull().default(false),
    ordinance: text(),
    validFrom: date({ mode: "string" }),
    validTo: date({ mode: "string" }),
    createdAt: moment().notNull().defaultNow(),
    endedAt: moment(),
  },
  (table) => [
    uniqueIndex("profiles_open")
      .on(table.userId, table.departmentId, table.role)
      .where(sql`${table.endedAt} is null`),
    index("profiles_department").on(table.departmentId).where(sql`${table.endedAt} is null`),
    oneOf("profiles_role", table.role, PROFILE_ROLES),
    check("profiles_manager_ordinance", sql`${table.role} <> 'manager' or ${table.ordinance} is not null`),
  ],
);

export const operators = pgTable(
  "operators",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    institutionId: uuid()
      .notNull()
      .references(() => institutions.id),
    kind: closedList(OPERATOR_KINDS).notNull(),
    createdAt: moment().notNull().defaultNow(),
    endsAt: moment(),
    endedAt: moment(),
  },
  (table) => [
    uniqueIndex("operators_open").on(table.userId).where(sql`${table.endedAt} is null`),
    index("operators_institution").on(table.institutionId),
    oneOf("operators_kind", table.kind, OPERATOR_KINDS),
  ],
);

/** A permission class of an institution's operators, such as "122 Consultas". */
export const permissionClasses = pgTable(
  "permission_classes",
  {
    id: id(),
    code: text().notNull(),
    name: text().notNull(),
    /** Holders see every ticket opened by people of their institution. */
    seesInstitution: boolean().notNull().default(false),
  },
  (table) => [uniqueIndex("permission_classes_code").on(table.code)],
);

export const classGrants = pgTable(
  "class_grants",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    classId: uuid()
      .notNull()
      .references(() => permissionClasses.id),
    grantedBy: uuid().references(() => users.id),
    grantedAt: moment().notNull(),
    endsAt: moment(),
    endedAt: moment(),
  },
  (table) => [
    uniqueIndex("class_grants_open").on(table.operatorId, table.classId).where(sql`${table.endedAt} is null`),
  ],
);

/** One row per act on an account, written in the transaction that made it true. */
export const accountEvents = pgTable(
  "account_events",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    verb: closedList(ACCOUNT_VERBS).notNull(),
    actorId: uuid()
      .notNull()
      .references(() => users.id),
    at: moment().notNull(),
  },
  (table) => [
    index("account_events_user").on(table.userId, table.at),
    oneOf("account_events_verb", table.verb, ACCOUNT_VERBS),
  ],
);
