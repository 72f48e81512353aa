import { and, eq } from "drizzle-orm";
import { ticketTargets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { tooLate } from "@/lib/errors";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";
import { extendableNow } from "../targets";

/**
 * Extends, once and before it is over, the term of the law in which an answer was promised, by as much again and with a
 * justification the requester reads (Lei 13.460/2017, art. 16).
 */
export function extendTerm(
  actor: UserActor,
  input: { number: number; body: RichDocument; files: string[]; key?: string | undefined },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "extend", now, async (change) => {
    const { tx, ticket } = change;
    const held = and(eq(ticketTargets.ticketId, ticket.id), extendableNow(now));
    const [term] = await tx.select().from(ticketTargets).where(held).for("update");
    if (!term) throw tooLate();
    await change.move();
    await change.followTargets();
    const [extended] = await tx
      .select({ dueAt: ticketTargets.dueAt })
      .from(ticketTargets)
      .where(and(eq(ticketTargets.ticketId, ticket.id), eq(ticketTargets.kind, "resolution")));
    const dueAt = extended?.dueAt;
    await change.record({ deadline: "resolution", ...(dueAt ? { dueAt: dueAt.toISOString() } : {}) });
    if (dueAt) change.about = { deadline: "resolution", dueAt };
    await change.say("follow_up", input.body, input.files);
  });
}
