import { and, eq, inArray, isNull } from "drizzle-orm";
import type { DeadlineKind } from "@/db/enums";
import type { Tx } from "@/db/index";
import { deadlines } from "@/db/schema/tickets";
import { DAY } from "../dates";

/** Starts (or starts anew) a count of calendar days to the exact hour. Returns when it is due. */
export async function startDeadline(
  tx: Tx,
  ticketId: string,
  kind: DeadlineKind,
  now: Date,
  days: number,
): Promise<Date> {
  await cancelDeadlines(tx, ticketId, [kind], now);
  const dueAt = new Date(now.getTime() + days * DAY);
  await tx.insert(deadlines).values({ ticketId, kind, startedAt: now, dueAt });
  return dueAt;
}

/** Ends open counts that no longer apply. */
export async function cancelDeadlines(
  tx: Tx,
  ticketId: string,
  kinds: readonly DeadlineKind[],
  now: Date,
): Promise<void> {
  await tx
    .update(deadlines)
    .set({ cancelledAt: now })
    .where(
      and(
        eq(deadlines.ticketId, ticketId),
        inArray(deadlines.kind, [...kinds]),
        isNull(deadlines.settledAt),
        isNull(deadlines.cancelledAt),
      ),
    );
}

/** The open count of a kind, locked for the verb that settles it. */
export async function openDeadline(tx: Tx, ticketId: string, kind: DeadlineKind) {
  const [row] = await tx
    .select()
    .from(deadlines)
    .where(
      and(
        eq(deadlines.ticketId, ticketId),
        eq(deadlines.kind, kind),
        isNull(deadlines.settledAt),
        isNull(deadlines.cancelledAt),
      ),
    )
    .for("update");
  return row;
}
