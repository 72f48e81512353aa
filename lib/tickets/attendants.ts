import { and, asc, eq, gte, isNull, lte, or, type Placeholder, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/index";
import { departments, profiles, users } from "@/db/schema/people";
import { invalid } from "../errors";
import type { TicketFacts } from "./rules";

/** Condition: a profile in force at a moment, by the date at its department, of an account that is not disabled. */
export function inForce(now: Date | Placeholder) {
  const moment = now instanceof Date ? now.toISOString() : now;
  const zone = sql`(select ${departments.timeZone} from ${departments} where ${departments.id} = ${profiles.departmentId})`;
  const day = sql`(${moment}::timestamptz at time zone ${zone})::date`;
  return and(
    isNull(profiles.endedAt),
    isNull(users.disabledAt),
    or(isNull(profiles.validFrom), lte(profiles.validFrom, day)),
    or(isNull(profiles.validTo), gte(profiles.validTo, day)),
  );
}

async function attends(tx: Tx, departmentId: string, userId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: profiles.id })
    .from(profiles)
    .innerJoin(users, eq(users.id, profiles.userId))
    .where(and(eq(profiles.departmentId, departmentId), eq(profiles.userId, userId), inForce(now)))
    .limit(1);
  return rows.length > 0;
}

/** @throws AppError invalid unless the person has an enabled profile in the department */
export async function requireAttendant(
  tx: Tx,
  departmentId: string,
  userId: string,
  now: Date,
  field = "assigneeId",
): Promise<void> {
  if (!(await attends(tx, departmentId, userId, now))) {
    throw invalid({ [field]: "Escolha uma pessoa com perfil liberado neste setor." });
  }
}

/** Whoever attended last, if still able to; null leaves the ticket unassigned on top of the queue. */
export async function backToLastAttendant(
  tx: Tx,
  ticket: Pick<TicketFacts, "departmentId"> & { lastAttendantId: string | null },
  now: Date,
): Promise<string | null> {
  const last = ticket.lastAttendantId;
  return last && (await attends(tx, ticket.departmentId, last, now)) ? last : null;
}

/** People to whom a ticket of the department can be given, by name. */
export function attendantsOf(departmentId: Placeholder, now: Placeholder) {
  return db
    .selectDistinct({ id: users.id, name: users.name })
    .from(profiles)
    .innerJoin(users, eq(users.id, profiles.userId))
    .where(and(eq(profiles.departmentId, sql`${departmentId}::uuid`), inForce(now)))
    .orderBy(asc(users.name));
}
