import { and, eq } from "drizzle-orm";
import type { TargetKind } from "@/db/enums";
import { ticketTargets } from "@/db/schema/tickets";
import type { SystemActor } from "@/lib/actor";
import { changeTicket } from "../change";
import { openDeadlines, settle } from "../deadline";
import { notDue } from "../lapse";

/**
 * Tells the team that little is left of what was promised, that it is late, or that it still is. Of several things that are
 * over, the last is told.
 */
export function warn(actor: SystemActor, input: { id: string; kind: TargetKind }, now: Date): Promise<void> {
  return changeTicket(actor, { id: input.id }, "warn", now, async (change) => {
    const { tx, ticket } = change;
    const over = (await openDeadlines(tx, ticket.id, input.kind)).filter(({ dueAt }) => dueAt <= now);
    const last = over.at(-1);
    if (!last) throw notDue();
    await settle(tx, over, now);
    const [target] = await tx
      .update(ticketTargets)
      .set({ told: last.step })
      .where(and(eq(ticketTargets.ticketId, ticket.id), eq(ticketTargets.kind, input.kind)))
      .returning({ dueAt: ticketTargets.dueAt });
    const dueAt = target?.dueAt ?? last.dueAt;
    await change.move({ updatedAt: ticket.updatedAt });
    change.about = { deadline: input.kind, dueAt, step: last.step };
    const told = await change.heard();
    await change.record(
      { deadline: input.kind, step: last.step, dueAt: dueAt.toISOString(), told },
      { internal: true },
    );
  });
}
