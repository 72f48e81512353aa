import type { UserActor } from "../actor";
import { can, type TicketFacts } from "../tickets/rules";

/** What a row of the queue offers to do at once. */
export type Offer = "take" | "start_analysis" | "hand_over";

/** The way in which the person could take a ticket on; null when it is somebody's already, or not theirs to take. */
export function offerFor(
  actor: UserActor,
  ticket: TicketFacts,
  unassigned: boolean,
  now: Date,
): Offer | null {
  if (!unassigned) return null;
  const ways: readonly Offer[] = ["take", "start_analysis", "hand_over"];
  return ways.find((verb) => can(verb, actor, ticket, now)) ?? null;
}
