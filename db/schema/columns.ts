import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, customType, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { v7 } from "uuid";

/** Primary key: a time-ordered UUID made by the application. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => v7());

/** A moment, stored in UTC. */
export const moment = () => timestamp({ withTimezone: true, mode: "date" });

/** A text column restricted to a closed list; pair it with {@link oneOf} in the table's constraints. */
export const closedList = <const T extends readonly [string, ...string[]]>(values: T) =>
  text({ enum: values });

/** A closed list as SQL writes it. */
export const listed = (values: readonly string[]) => values.map((value) => `'${value}'`).join(", ");

/** CHECK that a column holds a value of the list (or null where the column allows it). */
export const oneOf = (name: string, column: AnyPgColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(listed(values))})`);

export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
