import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { formVersions } from "@/db/schema/catalog";
import { users } from "@/db/schema/people";
import { ticketLinks } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { type Answers, parseDefinition } from "@/lib/forms/schema";
import type { RichDocument } from "@/lib/richtext/schema";
import { changeTicket } from "../change";
import { acknowledge } from "../notices";
import { beginTicket, findableBy } from "../opening";

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
    const [source] = await tx
      .select({
        requester: { id: users.id, name: users.name, email: users.email },
        definition: formVersions.definition,
      })
      .from(users)
      .innerJoin(formVersions, eq(formVersions.id, ticket.formVersionId))
      .where(eq(users.id, ticket.requesterId));
    if (!source) throw new Error("a ticket without its requester or its form");
    const { requester } = source;
    const answers = ticket.answers as Answers;
    const begun = await beginTicket(
      tx,
      actor,
      {
        requester: { ...requester, institutionId: ticket.institutionId },
        departmentId: ticket.departmentId,
        serviceId: ticket.serviceId,
        formVersionId: ticket.formVersionId,
        subjectId: ticket.subjectId,
        answers,
        channel: ticket.channel,
        locality: ticket.locality,
        contactEmail: ticket.contactEmail,
        contactPhone: ticket.contactPhone,
        priority: ticket.priority,
        submissionKey: v7(),
        proved: ticket.proved,
        side: "staff",
        facts: { serviceId: ticket.serviceId, otherTicketId: ticket.id },
        title: () => input.title,
        ...findableBy(parseDefinition(source.definition), ticket.subjectId, answers),
      },
      now,
    );
    if (!begun) throw new Error("a fresh submission key was taken");
    await tx.insert(ticketLinks).values({ fromId: ticket.id, toId: begun.id, kind: "split", createdAt: now });
    await change.move();
    await change.record({ otherTicketId: begun.id });
    await change.say("follow_up", input.body);
    const { proved } = ticket;
    const address = ticket.contactEmail ?? requester.email;
    await acknowledge(tx, begun, { ...requester, address, proved }, now);
    return { number: begun.number };
  });
}
