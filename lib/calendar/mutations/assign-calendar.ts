import { eq } from "drizzle-orm";
import { transact } from "@/db/index";
import { calendarEvents, calendars, departmentCalendars } from "@/db/schema/calendar";
import { departments } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { AppError, invalid, tooLate } from "@/lib/errors";
import { noCalendar } from "../refusals";
import type { CalendarAssignment } from "../schema";
import { isBrazilian } from "../zones";

/**
 * Makes a department work by a calendar, null for the usual one, and by the clocks of a time zone. Deadlines that already
 * run are not recounted. Asked for what it already works by, it changes nothing.
 * @throws AppError forbidden, not_found, invalid, conflict when it does not work any more as `before` says
 */
export async function assignCalendar(
  actor: UserActor,
  { departmentId, calendarId, timeZone, before }: CalendarAssignment,
  now: Date,
): Promise<void> {
  requireAdmin(actor);
  await transact(async (tx) => {
    const [department] = await tx
      .select({ timeZone: departments.timeZone })
      .from(departments)
      .where(eq(departments.id, departmentId))
      .for("no key update");
    if (!department) throw new AppError("not_found", "Não encontramos este departamento.");
    if (calendarId !== null) {
      const found = await tx
        .select({ id: calendars.id })
        .from(calendars)
        .where(eq(calendars.id, calendarId))
        // Nobody deletes it before the department works by it.
        .for("key share");
      if (found.length === 0) throw noCalendar();
    }
    if (timeZone !== department.timeZone && !isBrazilian(timeZone))
      throw invalid({ timeZone: "Escolha um fuso da lista." });
    const own = eq(departmentCalendars.departmentId, departmentId);
    const [held] = await tx.select().from(departmentCalendars).where(own);
    const was = { calendarId: held?.calendarId ?? null, timeZone: department.timeZone };
    // Sent again because the answer was lost.
    if (was.calendarId === calendarId && was.timeZone === timeZone) return;
    if (was.calendarId !== before.calendarId || was.timeZone !== before.timeZone)
      throw tooLate("Outra pessoa mudou este departamento enquanto você editava. Volte e confira.");
    await tx.delete(departmentCalendars).where(own);
    if (calendarId !== null) await tx.insert(departmentCalendars).values({ departmentId, calendarId });
    await tx.update(departments).set({ timeZone }).where(eq(departments.id, departmentId));
    await tx.insert(calendarEvents).values({
      calendarId,
      departmentId,
      verb: "assign",
      actorId: actor.userId,
      at: now,
      facts: { before: was.calendarId, timeZone: { before: was.timeZone, after: timeZone } },
    });
  });
}
