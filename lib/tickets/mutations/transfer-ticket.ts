import { and, eq } from "drizzle-orm";
import { incomingMail } from "@/db/schema/incoming";
import { departments } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { invalid } from "@/lib/errors";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";
import { endPending } from "../pending";

/**
 * Hands a ticket to another department, with a reason for the team there: new stays new, assigned and pending
 * become assigned with nobody yet. The former department's view ends.
 */
export function transferTicket(
  actor: UserActor,
  input: { number: number; departmentId: string; body: RichDocument },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "transfer", now, async (change) => {
    const { tx, ticket } = change;
    const [department] = await tx.select().from(departments).where(eq(departments.id, input.departmentId));
    if (!department || department.id === ticket.departmentId) {
      throw invalid({ departmentId: "Escolha outro setor." });
    }
    await change.move({ departmentId: department.id, assigneeId: null, lastAttendantId: null });
    await change.record({
      departmentId: department.id,
      formerDepartmentId: ticket.departmentId,
      formerAssigneeId: ticket.assigneeId,
    });
    await change.say("internal_note", input.body);
    // Messages about it that wait for somebody wait for the new team.
    await tx
      .update(incomingMail)
      .set({ departmentId: department.id })
      .where(and(eq(incomingMail.ticketId, ticket.id), eq(incomingMail.state, "quarantined")));
    if (change.from === "pending") await endPending(change);
  });
}
