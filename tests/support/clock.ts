import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { db } from "@/db/index";
import { deadlines, tickets } from "@/db/schema/tickets";
import { settleDeadline } from "@/lib/tickets/settle";

/** Lets the clock run for one ticket: what falls due is settled at its moment, or all of it late, at the end. */
export async function letPass(
  number: number,
  until: Date,
  { late = false }: { late?: boolean } = {},
): Promise<void> {
  for (;;) {
    const [due] = await db
      .select({
        id: deadlines.id,
        ticketId: deadlines.ticketId,
        kind: deadlines.kind,
        step: deadlines.step,
        dueAt: deadlines.dueAt,
      })
      .from(deadlines)
      .innerJoin(tickets, eq(tickets.id, deadlines.ticketId))
      .where(
        and(
          eq(tickets.number, number),
          isNull(deadlines.settledAt),
          isNull(deadlines.cancelledAt),
          lte(deadlines.dueAt, until),
        ),
      )
      .orderBy(asc(deadlines.dueAt), asc(deadlines.id))
      .limit(1);
    if (!due) return;
    if (!(await settleDeadline(due, late ? until : due.dueAt)))
      throw new Error(`${due.kind} does not settle`);
  }
}
