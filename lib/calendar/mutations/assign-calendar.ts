import { eq } from "drizzle-orm";
import { transact } from "@/db/index";
import { calendarEvents, calendars, departmentCalendars } from "@/db/schema/calendar";
import { departments } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { AppError } from "@/lib/errors";
import { noCalendar } from "../refusals";
import type { CalendarAssignment } from "../schema";

/**
 * Makes a department work by a calendar; null for the usual one.
 * @throws AppError forbidden, not_found
 */
export async function assignCalendar(
  actor: UserActor,
  { departmentId, calendarId }: CalendarAssignment,
  now: Date,
): Promise<void> {
  requireAdmin(actor);
  await transact(async (tx) => {
    const [department] = await tx
      .select({ id: departments.id })
      .from(departments)
      .where(eq(departments.id, departmentId))
      .for("no key update");
    if (!department) throw new AppError("not_found", "Não encontramos este departamento.");
    if (calendarId !== null) {
      const found = await tx.select({ id: calendars.id }).from(calendars).where(eq(calendars.id, calendarId));
      if (found.length === 0) throw noCalendar();
    }
    const [held] = await tx
      .delete(departmentCalendars)
      .where(eq(departmentCalendars.departmentId, departmentId))
      .returning();
    if (calendarId !== null) await tx.insert(departmentCalendars).values({ departmentId, calendarId });
    await tx.insert(calendarEvents).values({
      calendarId,
      departmentId,
      verb: "assign",
      actorId: actor.userId,
      at: now,
      facts: { before: held?.calendarId ?? null },
    });
  });
}
