import type { UserActor } from "@/lib/actor";
import { changeTicket } from "../change";
import { cancelDeadlines } from "../deadline";
import { decideSolution } from "../solution";

/** Its author, or a manager, takes the solution back: validating → assigned. */
export function withdrawSolution(actor: UserActor, input: { number: number }, now: Date): Promise<void> {
  return changeTicket(actor, input, "withdraw_solution", now, async (change) => {
    await change.move();
    const solutionId = await decideSolution(change, "withdrawn");
    await change.record({ solutionId });
    await cancelDeadlines(change.tx, change.ticket.id, ["validation_lapse"], now);
  });
}
