import { and, eq } from "drizzle-orm";
import { db, transact } from "@/db/index";
import { users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { type UserActor, worksIn } from "@/lib/actor";
import { invalid } from "@/lib/errors";
import type { Via } from "@/lib/tickets/change";
import { isFinal } from "@/lib/tickets/rules";
import { visibleTo } from "@/lib/tickets/visibility";
import { isOfTeam, lookUp } from "../known";
import { postMail } from "../post";
import { openUp, recordRelease, unlessDecided } from "../vouched";

/**
 * Somebody of the team vouches for a message: it is said on the ticket they name, on its requester's side, and as theirs only
 * where it came from an address of theirs.
 * @throws AppError not_found, invalid when the ticket is none of theirs or over, conflict when somebody else decided
 */
export async function releaseMail(
  actor: UserActor,
  { id, number }: { id: string; number: number },
  now: Date,
): Promise<{ number: number }> {
  const { row, raw, message } = await openUp(actor, id);
  const [ticket] = await db
    .select({
      id: tickets.id,
      requesterId: tickets.requesterId,
      departmentId: tickets.departmentId,
      status: tickets.status,
      contactEmail: tickets.contactEmail,
      email: users.email,
    })
    .from(tickets)
    .innerJoin(users, eq(users.id, tickets.requesterId))
    .where(and(eq(tickets.number, number), visibleTo(actor)));
  if (!ticket || !worksIn(actor, ticket.departmentId))
    throw invalid({ number: "Não há chamado do seu setor com este número." });
  if (isFinal(ticket.status))
    throw invalid({ number: "Este chamado está encerrado. Abra um novo a partir da mensagem." });
  if (isOfTeam(await lookUp(row, message, now)))
    throw invalid({
      number:
        "Esta mensagem responde a um aviso da equipe: o que ela diz não é do requerente. Copie o que importa para uma nota interna.",
    });
  const via: Via = {
    incomingId: id,
    releasedBy: actor.userId,
    receivedAt: row.receivedAt.toISOString(),
    ...(isOf(ticket, message.from) ? {} : { otherSender: true }),
  };
  const speaker = { voice: "requester", userId: ticket.requesterId, ticketId: ticket.id } as const;
  await unlessDecided(() =>
    postMail({ row, raw, message, via, decidedBy: actor.userId, clock: () => now }, speaker, (work) =>
      transact(async (tx) => {
        const done = await work(tx);
        await recordRelease(tx, actor, id, { number }, now);
        return done;
      }),
    ),
  );
  return { number };
}

/** Whether an address is the requester's: their account's, or the one given for the ticket. */
const isOf = (
  { email, contactEmail }: { email: string | null; contactEmail: string | null },
  from: string | null,
) => from !== null && [email, contactEmail].some((one) => one?.toLowerCase() === from.toLowerCase());
