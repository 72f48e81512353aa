import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { closings, ratings } from "@/db/schema/tickets";
import { type Actor, accountOf } from "@/lib/actor";
import { AppError, tooLate } from "@/lib/errors";
import { changeTicket } from "../change";
import { EDITABLE_FOR, INVITED_FOR } from "../survey";

/** Stars and an optional comment, one rating per closing. */
export function rateTicket(
  actor: Actor,
  input: { number: number; stars: number; comment: string | null; closingId?: string },
  now: Date,
): Promise<{ ratingId: string }> {
  return changeTicket(actor, input, "rate", now, async (change) => {
    const { tx, ticket } = change;
    const [closing] = await tx
      .select()
      .from(closings)
      .where(and(eq(closings.ticketId, ticket.id), isNull(closings.reopenedAt), ne(closings.by, "merge")))
      .orderBy(desc(closings.ordinal))
      .limit(1);
    if (input.closingId && closing?.id !== input.closingId) throw tooLate();
    if (!closing || now.getTime() - closing.at.getTime() > INVITED_FOR) {
      throw new AppError("wrong_state", "O prazo de 30 dias para avaliar este atendimento terminou.");
    }
    const editableSince = new Date(now.getTime() - EDITABLE_FOR);
    const [rating] = await tx
      .insert(ratings)
      .values({
        closingId: closing.id,
        ticketId: ticket.id,
        departmentId: ticket.departmentId,
        serviceId: ticket.serviceId,
        attendantId: closing.attendantId,
        authorId: accountOf(actor),
        stars: input.stars,
        comment: input.comment,
        createdAt: now,
        updatedAt: now,
      })
      .onConflictDoUpdate({
        target: ratings.closingId,
        set: { stars: input.stars, comment: input.comment, updatedAt: now },
        setWhere: sql`${ratings.createdAt} > ${editableSince}`,
      })
      .returning({ id: ratings.id });
    if (!rating) {
      throw new AppError("wrong_state", "A avaliação só pode ser alterada até 12 horas depois de enviada.");
    }
    await change.record({ ratingId: rating.id, stars: input.stars });
    return { ratingId: rating.id };
  });
}
