import type { PendingType, Priority } from "@/db/enums";
import type { Person } from "@/lib/tickets/view";

/** What the dialogs need to know of the ticket. */
export interface BarTicket {
  number: number;
  assigneeId: string | null;
  reviewerId: string | null;
  priority: Priority | null;
  pending: { type: PendingType; reason: string } | null;
  attendants: Person[];
  departments: Person[];
}

const DIALOG_VERBS = [
  "assign",
  "hand_over",
  "hand_over_analysis",
  "approve_analysis",
  "reject_analysis",
  "set_pending",
  "change_pending",
  "transfer",
  "change_priority",
  "extend",
  "stop_analysis",
  "withdraw_solution",
  "cancel",
] as const;
export type DialogVerb = (typeof DIALOG_VERBS)[number];

export function isDialogVerb(verb: string): verb is DialogVerb {
  return DIALOG_VERBS.some((known) => known === verb);
}
