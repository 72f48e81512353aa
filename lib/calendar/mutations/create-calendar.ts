import { v7 } from "uuid";
import { transact } from "@/db/index";
import { calendarClosings, calendarEvents, calendars } from "@/db/schema/calendar";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { rowOf } from "../closings";
import { knownClosings } from "../laws";
import { nameTaken } from "../refusals";
import type { NewCalendar } from "../schema";
import { USUAL_WEEK } from "../usual";

/**
 * A calendar with the usual week and the days that the law knows, nationally and in its state; all of it can be changed.
 * @throws AppError forbidden, invalid for a name that another one has
 */
export async function createCalendar(
  actor: UserActor,
  { name, state }: NewCalendar,
  now: Date,
): Promise<{ id: string }> {
  requireAdmin(actor);
  const id = v7();
  await transact(async (tx) => {
    const made = await tx
      .insert(calendars)
      .values({ id, name, state, week: USUAL_WEEK, createdAt: now, updatedAt: now })
      .onConflictDoNothing()
      .returning({ id: calendars.id });
    if (made.length === 0) throw nameTaken();
    const closings = knownClosings(state).map((closing) => rowOf(id, { ...closing, observed: true }));
    await tx.insert(calendarClosings).values(closings);
    await tx
      .insert(calendarEvents)
      .values({ calendarId: id, verb: "create", actorId: actor.userId, at: now, facts: { name, state } });
  });
  return { id };
}
