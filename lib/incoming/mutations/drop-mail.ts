import type { UserActor } from "@/lib/actor";
import { decideByHand } from "../decision";

/** Puts a message away; for a month it can be brought back. @throws AppError not_found, conflict */
export function dropMail(actor: UserActor, { id }: { id: string }, now: Date): Promise<void> {
  const change = {
    state: "dropped",
    reason: "by_hand",
    decidedAt: now,
    decidedBy: actor.userId,
  } as const;
  return decideByHand(actor, { id, verb: "drop", from: "quarantined", change }, now);
}
