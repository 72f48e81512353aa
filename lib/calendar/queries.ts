import { asc, count, eq } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/db/index";
import { calendarClosings, calendars, departmentCalendars } from "@/db/schema/calendar";
import { departments } from "@/db/schema/people";
import type { UserActor } from "../actor";
import { requireAdmin } from "../administration";
import { closingOf, observedOf } from "./closings";
import type { BusinessCalendar } from "./rules";
import { type ClosingInput, week } from "./schema";
import { usualCalendar } from "./usual";

/** The calendar that a department works by, in its time zone. */
export async function calendarOf(
  reader: Pick<Tx, "select">,
  department: { id: string; timeZone: string },
): Promise<BusinessCalendar> {
  const rows = await reader
    .select({ week: calendars.week, closing: calendarClosings })
    .from(departmentCalendars)
    .innerJoin(calendars, eq(calendars.id, departmentCalendars.calendarId))
    .leftJoin(calendarClosings, eq(calendarClosings.calendarId, calendars.id))
    .where(eq(departmentCalendars.departmentId, department.id));
  const [first] = rows;
  if (!first) return usualCalendar(department.timeZone);
  return {
    timeZone: department.timeZone,
    week: week.parse(first.week),
    closings: observedOf(rows.flatMap(({ closing }) => (closing ? [closingOf(closing)] : []))),
  };
}

/** The same, by the department's id alone. */
export async function calendarFor(
  reader: Pick<Tx, "select">,
  departmentId: string,
): Promise<BusinessCalendar> {
  const [department] = await reader
    .select({ id: departments.id, timeZone: departments.timeZone })
    .from(departments)
    .where(eq(departments.id, departmentId));
  if (!department) throw new Error(`department ${departmentId} is gone`);
  return calendarOf(reader, department);
}

/** A calendar as the list of the administration shows it. */
export interface CalendarLine {
  id: string;
  name: string;
  departments: number;
}

export interface CalendarList {
  calendars: CalendarLine[];
  /** Every department, with the calendar it works by; null for the usual one. */
  departments: { id: string; name: string; timeZone: string; calendarId: string | null }[];
}

/** @throws AppError forbidden */
export async function listCalendars(actor: UserActor): Promise<CalendarList> {
  requireAdmin(actor);
  const [lines, held] = await Promise.all([
    db
      .select({
        id: calendars.id,
        name: calendars.name,
        departments: count(departmentCalendars.departmentId),
      })
      .from(calendars)
      .leftJoin(departmentCalendars, eq(departmentCalendars.calendarId, calendars.id))
      .groupBy(calendars.id)
      .orderBy(asc(calendars.name)),
    db
      .select({
        id: departments.id,
        name: departments.name,
        timeZone: departments.timeZone,
        calendarId: departmentCalendars.calendarId,
      })
      .from(departments)
      .leftJoin(departmentCalendars, eq(departmentCalendars.departmentId, departments.id))
      .orderBy(asc(departments.name)),
  ]);
  return { calendars: lines, departments: held };
}

/** A calendar as it is edited. */
export interface CalendarSheet {
  id: string;
  name: string;
  revision: number;
  week: BusinessCalendar["week"];
  closings: ClosingInput[];
  /** The departments that work by it, by name. */
  departments: string[];
}

/**
 * One calendar, or null.
 * @throws AppError forbidden
 */
export async function findCalendar(actor: UserActor, id: string): Promise<CalendarSheet | null> {
  requireAdmin(actor);
  if (!z.uuid().safeParse(id).success) return null;
  const [calendar] = await db.select().from(calendars).where(eq(calendars.id, id));
  if (!calendar) return null;
  const rows = await db
    .select()
    .from(calendarClosings)
    .where(eq(calendarClosings.calendarId, id))
    .orderBy(asc(calendarClosings.id));
  const users = await db
    .select({ name: departments.name })
    .from(departmentCalendars)
    .innerJoin(departments, eq(departments.id, departmentCalendars.departmentId))
    .where(eq(departmentCalendars.calendarId, id))
    .orderBy(asc(departments.name));
  const { name, revision } = calendar;
  return {
    id,
    name,
    revision,
    week: week.parse(calendar.week),
    closings: rows.map(closingOf),
    departments: users.map((department) => department.name),
  };
}
