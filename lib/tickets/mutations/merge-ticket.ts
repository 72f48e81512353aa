import { eq } from "drizzle-orm";
import { ticketLinks, tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { invalid } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record";
import { changeTicket, lockTicket } from "../change";
import { addClosing } from "../closing";
import { cancelDeadlines } from "../deadline";
import { notifyMerged } from "../notices";
import { endPending } from "../pending";
import { isFinal } from "../rules";
import { decideSolution } from "../solution";

/**
 * Closes a ticket into another of the same requester or institution that is not final and that the actor sees.
 * Nobody gains a view: the source's people see the target only if they could before.
 */
export function mergeTicket(
  actor: UserActor,
  input: { number: number; into: number },
  now: Date,
): Promise<{ number: number }> {
  return changeTicket(actor, input, "merge", now, async (change) => {
    const { tx, ticket } = change;
    if (input.into === ticket.number) throw invalid({ into: "Informe o número de outro chamado." });
    const target = await lockTicket(tx, actor, { number: input.into }, now);
    const related =
      target.requesterId === ticket.requesterId ||
      (ticket.institutionId !== null && target.institutionId === ticket.institutionId);
    if (!related)
      throw invalid({ into: "O outro chamado precisa ser do mesmo requerente ou da mesma instituição." });
    if (isFinal(target.status)) throw invalid({ into: "O outro chamado já está encerrado." });

    if (change.from === "validating") await decideSolution(change, "withdrawn");
    if (change.from === "pending") await endPending(change);
    await change.move({ closedAt: now, closedBy: "merge" });
    await change.record({ otherTicketId: target.id });
    await addClosing(change, "merge");
    await cancelDeadlines(tx, ticket.id, ["pending_lapse", "validation_lapse", "reopen_window"], now);
    await tx
      .insert(ticketLinks)
      .values({ fromId: ticket.id, toId: target.id, kind: "merged", createdAt: now });
    await tx.update(tickets).set({ updatedAt: now }).where(eq(tickets.id, target.id));
    const eventId = await recordEvent(tx, {
      ticketId: target.id,
      verb: "merge",
      actor,
      side: "staff",
      at: now,
      from: target.status,
      to: target.status,
      facts: { otherTicketId: ticket.id },
    });
    await notifyMerged(change, target, eventId);
    return { number: target.number };
  });
}
