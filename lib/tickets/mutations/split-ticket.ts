import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { users } from "@/db/schema/people";
import { ticketLinks } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";
import { acknowledge } from "../notices";
import { beginTicket } from "../opening";

/**
 * Takes part of a ticket out into another one: new, linked, for the same requester, with the same form and answers
 * and a title of its own. The requester reads in both what was done.
 */
export function splitTicket(
  actor: UserActor,
  input: { number: number; title: string; body: RichDocument },
  now: Date,
): Promise<{ number: number }> {
  return changeTicket(actor, input, "split", now, async (change) => {
    const { tx, ticket } = change;
    const [requester] = await tx
      .select({ id: users.id, name: users.name, email: users.email })
      .from(users)
      .where(eq(users.id, ticket.requesterId));
    if (!requester) throw new Error("a ticket without its requester");
    const begun = await beginTicket(
      tx,
      actor,
      {
        requester: { ...requester, institutionId: ticket.institutionId },
        departmentId: ticket.departmentId,
        serviceId: ticket.serviceId,
        formVersionId: ticket.formVersionId,
        subjectId: ticket.subjectId,
        answers: ticket.answers as Record<string, unknown>,
        channel: ticket.channel,
        locality: ticket.locality,
        contactEmail: ticket.contactEmail,
        contactPhone: ticket.contactPhone,
        priority: ticket.priority,
        submissionKey: v7(),
        side: "staff",
        facts: { serviceId: ticket.serviceId, otherTicketId: ticket.id },
        title: () => input.title,
        words: "",
        identifiers: [],
      },
      now,
    );
    if (!begun) throw new Error("a fresh submission key was taken");
    await tx.insert(ticketLinks).values({ fromId: ticket.id, toId: begun.id, kind: "split", createdAt: now });
    await change.move();
    await change.record({ otherTicketId: begun.id });
    await change.say("follow_up", input.body);
    await acknowledge(tx, begun, { ...requester, address: ticket.contactEmail ?? requester.email }, now);
    return { number: begun.number };
  });
}
