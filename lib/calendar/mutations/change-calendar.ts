import { isDeepStrictEqual } from "node:util";
import { asc, eq } from "drizzle-orm";
import { transact } from "@/db/index";
import { codeOf } from "@/db/refusal";
import { calendarClosings, calendarEvents, calendars } from "@/db/schema/calendar";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { tooLate } from "@/lib/errors";
import { closingOf, rowOf } from "../closings";
import { nameTaken, noCalendar } from "../refusals";
import type { CalendarChange } from "../schema";

const UNIQUE_VIOLATION = "23505";

/**
 * Puts name, week and days of a calendar in place of those it had, which its event keeps.
 * @throws AppError forbidden, not_found, conflict when somebody changed it meanwhile, invalid for a taken name
 */
export async function changeCalendar(
  actor: UserActor,
  { id, revision, name, week, closings }: CalendarChange,
  now: Date,
): Promise<{ revision: number }> {
  requireAdmin(actor);
  const change = transact(async (tx) => {
    const [held] = await tx.select().from(calendars).where(eq(calendars.id, id)).for("update");
    if (!held) throw noCalendar();
    const rows = await tx
      .select()
      .from(calendarClosings)
      .where(eq(calendarClosings.calendarId, id))
      .orderBy(asc(calendarClosings.id));
    const before = { name: held.name, week: held.week, closings: rows.map(closingOf) };
    if (held.revision !== revision) {
      // Sent again because the answer was lost.
      if (isDeepStrictEqual(before, { name, week, closings })) return { revision: held.revision };
      throw tooLate("Outra pessoa mudou este calendário enquanto você editava.");
    }
    await tx
      .update(calendars)
      .set({ name, week, revision: revision + 1, updatedAt: now })
      .where(eq(calendars.id, id));
    await tx.delete(calendarClosings).where(eq(calendarClosings.calendarId, id));
    if (closings.length > 0)
      await tx.insert(calendarClosings).values(closings.map((closing) => rowOf(id, closing)));
    await tx.insert(calendarEvents).values({
      calendarId: id,
      verb: "change",
      actorId: actor.userId,
      at: now,
      facts: { before },
    });
    return { revision: revision + 1 };
  });
  return change.catch((error: unknown) => {
    throw codeOf(error) === UNIQUE_VIOLATION ? nameTaken() : error;
  });
}
