import { asc, eq, sql } from "drizzle-orm";
import { transact } from "@/db/index";
import { calendarClosings, calendarEvents, calendars, departmentCalendars } from "@/db/schema/calendar";
import { departments } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { tooLate } from "@/lib/errors";
import { closingOf } from "../closings";
import { noCalendar, worksByIt } from "../refusals";
import type { CalendarDeletion } from "../schema";

/**
 * Takes away a calendar by which no department works. Its events stay, with its id among their facts; the last one keeps
 * all that it was.
 * @throws AppError forbidden, not_found, conflict when somebody changed it meanwhile, wrong_state while it is worked by
 */
export async function deleteCalendar(
  actor: UserActor,
  { id, revision }: CalendarDeletion,
  now: Date,
): Promise<void> {
  requireAdmin(actor);
  await transact(async (tx) => {
    // Whoever gives it to a department meanwhile waits here, or is waited for.
    const [held] = await tx.select().from(calendars).where(eq(calendars.id, id)).for("update");
    if (!held) throw noCalendar();
    if (held.revision !== revision)
      throw tooLate("Outra pessoa mudou este calendário. Confira antes de excluir.");
    const users = await tx
      .select({ name: departments.name })
      .from(departmentCalendars)
      .innerJoin(departments, eq(departments.id, departmentCalendars.departmentId))
      .where(eq(departmentCalendars.calendarId, id))
      .orderBy(asc(departments.name));
    if (users.length > 0) throw worksByIt(users.map(({ name }) => name));
    const closings = await tx
      .select()
      .from(calendarClosings)
      .where(eq(calendarClosings.calendarId, id))
      .orderBy(asc(calendarClosings.id));
    await tx
      .update(calendarEvents)
      .set({
        calendarId: null,
        facts: sql`${calendarEvents.facts} || jsonb_build_object('calendar', ${id}::text)`,
      })
      .where(eq(calendarEvents.calendarId, id));
    await tx.delete(calendars).where(eq(calendars.id, id));
    const { name, state, week } = held;
    await tx.insert(calendarEvents).values({
      verb: "delete",
      actorId: actor.userId,
      at: now,
      facts: { calendar: id, before: { name, state, week, closings: closings.map(closingOf) } },
    });
  });
}
