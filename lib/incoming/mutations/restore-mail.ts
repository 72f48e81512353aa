import type { UserActor } from "@/lib/actor";
import { decideByHand } from "../decision";

/** Brings back what was put away. @throws AppError not_found, conflict */
export function restoreMail(actor: UserActor, { id }: { id: string }, now: Date): Promise<void> {
  const change = { state: "quarantined", reason: "restored", decidedAt: null, decidedBy: null } as const;
  return decideByHand(actor, { id, verb: "restore", from: "dropped", change }, now);
}
