import { and, eq } from "drizzle-orm";
import type { SolutionState } from "@/db/enums";
import type { Tx } from "@/db/index";
import { solutions } from "@/db/schema/tickets";
import { accountOf } from "../actor";
import { tooLate } from "../errors";
import type { LetterLink } from "../mail/link";
import type { Change } from "./change";
import { afterCount } from "./deadline";

/**
 * Decides the one solution that waits, or the one named. Returns its id.
 * @throws AppError conflict when it does not wait any more
 */
export async function decideSolution(
  change: Change,
  state: Exclude<SolutionState, "waiting">,
  named?: string,
): Promise<string> {
  const [decided] = await change.tx
    .update(solutions)
    .set({ state, decidedAt: change.now, decidedBy: accountOf(change.actor) })
    .where(
      and(
        eq(solutions.ticketId, change.ticket.id),
        eq(solutions.state, "waiting"),
        named ? eq(solutions.id, named) : undefined,
      ),
    )
    .returning({ id: solutions.id });
  if (!decided) throw tooLate();
  return decided.id;
}

/** Lets the reader of a letter say whether a solution helped, as long as that solution waits. */
export const answerLink = (solutionId: string, dueAt: Date): Omit<LetterLink, "userId"> => ({
  purpose: "answer",
  subjectId: solutionId,
  expiresAt: afterCount(dueAt),
});

/** The solution that waits for an answer, or null. */
export async function waitingSolution(tx: Tx, ticketId: string): Promise<string | null> {
  const [waiting] = await tx
    .select({ id: solutions.id })
    .from(solutions)
    .where(and(eq(solutions.ticketId, ticketId), eq(solutions.state, "waiting")));
  return waiting?.id ?? null;
}

/** Joins the words of the decision to the solution they decide. */
export async function explainDecision(change: Change, solutionId: string, messageId: string): Promise<void> {
  await change.tx.update(solutions).set({ decisionMessageId: messageId }).where(eq(solutions.id, solutionId));
}
