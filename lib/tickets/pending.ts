import { and, eq, isNull } from "drizzle-orm";
import type { PendingType } from "@/db/enums";
import { pendingPeriods } from "@/db/schema/tickets";
import { accountOf } from "../actor";
import type { Change } from "./change";
import { cancelDeadlines, startLapse } from "./deadline";

/** Begins a period of waiting. Only a wait for the requester runs out by itself. */
export async function beginPending(change: Change, type: PendingType, reason: string): Promise<void> {
  const { tx, ticket, now } = change;
  await tx
    .insert(pendingPeriods)
    .values({ ticketId: ticket.id, type, reason, startedBy: accountOf(change.actor), startedAt: now });
  if (type !== "requester") return;
  const dueAt = await startLapse(tx, ticket, "pending_lapse", now);
  change.about = { deadline: "pending_lapse", dueAt };
}

/** Ends the open period and its count. */
export async function endPending(change: Change): Promise<void> {
  const { tx, ticket, now } = change;
  await tx
    .update(pendingPeriods)
    .set({ endedAt: now })
    .where(and(eq(pendingPeriods.ticketId, ticket.id), isNull(pendingPeriods.endedAt)));
  await cancelDeadlines(tx, ticket.id, ["pending_lapse"], now);
}
