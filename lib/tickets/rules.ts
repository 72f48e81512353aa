import {
  type ClosedBy,
  OPEN_STATUSES,
  type PendingType,
  TICKET_STATUSES,
  type TicketStatus,
  type TicketVerb,
} from "@/db/enums";
import { type Actor, seesTicketsOf, worksIn } from "../actor";

/** What a person is to one ticket. Somebody can be several at once. */
export type Party =
  | "requester"
  | "colleague"
  | "guest"
  | "technician"
  | "manager"
  | "reviewer"
  | "author"
  | "observer"
  | "system";

/** The facts of a ticket on which the rules depend. */
export interface TicketFacts {
  id: string;
  status: TicketStatus;
  requesterId: string;
  institutionId: string | null;
  departmentId: string;
  assigneeId: string | null;
  reviewerId: string | null;
  pendingFrom: "assigned" | "in_review" | null;
  pendingType: PendingType | null;
  closedBy: ClosedBy | null;
  /** Settings of its service. */
  analysis: boolean;
  reopenWindowDays: number;
  /** End of the window in which it can be reopened; null when there is none. */
  reopenUntil: Date | null;
  /** The requester was told that the silence which runs now will end the wait. */
  noticed: boolean;
  /** Its resolution is promised by a term of the law that was not extended yet. */
  extendable: boolean;
  /** Who proposed the solution that waits; null for one of the system or none. */
  solutionAuthorId: string | null;
  /** The actor, or a department of theirs, was added as observer. */
  observed: boolean;
}

/** A ticket without counts that run: for whoever asks about nothing that depends on them. */
export const NO_COUNTS = { reopenUntil: null, noticed: false, extendable: false } as const;

/** Where a transition leads: a status, no change, back to where the wait began, or the end after an approval. */
type Target = TicketStatus | "same" | "origin" | "approved";

export interface Transition {
  verb: TicketVerb;
  by: readonly Party[];
  from: readonly TicketStatus[];
  to: Target;
  /** Only for services with (true) or without (false) analysis. */
  analysis?: boolean;
  pendingType?: "requester" | "other";
  pendingFrom?: "assigned" | "in_review";
  /** Only while the window for reopening is open. */
  window?: true;
  /** Only once a notice said that the silence will end the wait: so once per notice. */
  noticed?: true;
  /** Only while a term of the law can still be extended. */
  extendable?: true;
  /** Not for a ticket that was merged into another. */
  notMerged?: true;
}

const REQUESTER = ["requester", "colleague", "guest"] as const;
const STAFF = ["technician", "manager"] as const;
const REVIEW = ["reviewer", "manager"] as const;

/**
 * The life of a ticket: every change there is. It draws the buttons, guards the server and feeds the tests.
 * Whatever stands in no row is refused. Opening has no row: it begins a life.
 */
export const TRANSITIONS: readonly Transition[] = [
  { verb: "take", by: STAFF, from: ["new"], to: "assigned", analysis: false },
  { verb: "assign", by: STAFF, from: ["new"], to: "assigned", analysis: false },
  { verb: "start_analysis", by: STAFF, from: ["new"], to: "in_review", analysis: true },
  { verb: "stop_analysis", by: REVIEW, from: ["in_review"], to: "new" },
  { verb: "hand_over_analysis", by: REVIEW, from: ["in_review"], to: "same" },
  { verb: "approve_analysis", by: REVIEW, from: ["in_review"], to: "assigned" },
  { verb: "reject_analysis", by: REVIEW, from: ["in_review"], to: "rejected" },
  { verb: "cancel", by: REQUESTER, from: ["new", "in_review"], to: "cancelled" },

  { verb: "set_pending", by: STAFF, from: ["assigned", "in_review"], to: "pending" },
  { verb: "change_pending", by: STAFF, from: ["pending"], to: "same" },
  { verb: "resume", by: STAFF, from: ["pending"], to: "origin" },

  { verb: "reply", by: REQUESTER, from: ["new", "in_review", "assigned"], to: "same" },
  { verb: "reply", by: REQUESTER, from: ["pending"], to: "origin", pendingType: "requester" },
  { verb: "reply", by: REQUESTER, from: ["pending"], to: "same", pendingType: "other" },
  { verb: "reply", by: REQUESTER, from: ["validating", "resolved"], to: "same" },

  { verb: "follow_up", by: STAFF, from: ["new"], to: "assigned", analysis: false },
  {
    verb: "follow_up",
    by: STAFF,
    from: ["in_review", "assigned", "pending", "validating", "resolved"],
    to: "same",
  },
  { verb: "add_note", by: [...STAFF, "observer"], from: TICKET_STATUSES, to: "same" },

  { verb: "propose_solution", by: STAFF, from: ["assigned"], to: "validating" },
  { verb: "propose_solution", by: STAFF, from: ["pending"], to: "validating", pendingFrom: "assigned" },
  { verb: "withdraw_solution", by: ["author", "manager"], from: ["validating"], to: "assigned" },
  {
    verb: "pending_lapse",
    by: ["system"],
    from: ["pending"],
    to: "validating",
    pendingType: "requester",
    pendingFrom: "assigned",
  },
  {
    verb: "pending_lapse",
    by: ["system"],
    from: ["pending"],
    to: "in_review",
    pendingType: "requester",
    pendingFrom: "in_review",
  },
  { verb: "approve_solution", by: REQUESTER, from: ["validating"], to: "approved" },
  { verb: "refuse_solution", by: REQUESTER, from: ["validating"], to: "assigned" },
  { verb: "still_needed", by: REQUESTER, from: ["validating"], to: "same", noticed: true },
  {
    verb: "still_needed",
    by: REQUESTER,
    from: ["pending"],
    to: "same",
    pendingType: "requester",
    noticed: true,
  },
  { verb: "remind", by: ["system"], from: ["validating"], to: "same" },
  { verb: "remind", by: ["system"], from: ["pending"], to: "same", pendingType: "requester" },
  { verb: "validation_lapse", by: ["system"], from: ["validating"], to: "closed" },

  { verb: "reopen", by: [...REQUESTER, "manager"], from: ["resolved"], to: "assigned", window: true },
  { verb: "window_over", by: ["system"], from: ["resolved"], to: "closed" },
  { verb: "rate", by: ["requester", "guest"], from: ["resolved", "closed"], to: "same", notMerged: true },

  { verb: "hand_over", by: STAFF, from: ["assigned", "pending", "validating"], to: "same" },
  { verb: "transfer", by: STAFF, from: ["new"], to: "same" },
  { verb: "transfer", by: STAFF, from: ["assigned"], to: "same" },
  { verb: "transfer", by: STAFF, from: ["pending"], to: "assigned", pendingFrom: "assigned" },
  {
    verb: "lose_assignee",
    by: ["system"],
    from: ["in_review", "assigned", "pending", "validating"],
    to: "same",
  },
  { verb: "change_service", by: STAFF, from: ["new", "in_review", "assigned", "pending"], to: "same" },
  { verb: "change_priority", by: STAFF, from: ["new", "in_review", "assigned", "pending"], to: "same" },

  {
    verb: "extend",
    by: STAFF,
    from: ["new", "in_review", "assigned", "pending"],
    to: "same",
    extendable: true,
  },
  { verb: "warn", by: ["system"], from: OPEN_STATUSES, to: "same" },
  { verb: "auto_reply", by: ["system"], from: TICKET_STATUSES, to: "same" },
  { verb: "revoke_links", by: ["requester", ...STAFF], from: TICKET_STATUSES, to: "same" },

  { verb: "merge", by: STAFF, from: [...OPEN_STATUSES, "resolved"], to: "closed" },
  { verb: "split", by: STAFF, from: [...OPEN_STATUSES, "resolved"], to: "same" },
  {
    verb: "continue",
    by: ["requester", "colleague", "technician", "manager"],
    from: ["closed", "rejected", "cancelled"],
    to: "same",
  },
];

/** What decides who somebody is to a ticket. */
export type TicketStanding = Pick<
  TicketFacts,
  "id" | "requesterId" | "institutionId" | "departmentId" | "reviewerId" | "solutionAuthorId" | "observed"
>;

/** Everything the actor is to the ticket; empty when it is none of their business. */
export function partiesOf(actor: Actor, ticket: TicketStanding): ReadonlySet<Party> {
  const parties = new Set<Party>();
  if (actor.kind === "system") return parties.add("system");
  if (actor.kind === "guest") return actor.ticketId === ticket.id ? parties.add("guest") : parties;

  if (actor.userId === ticket.requesterId) parties.add("requester");
  else if (seesTicketsOf(actor, ticket.institutionId)) parties.add("colleague");

  if (actor.managerOf.includes(ticket.departmentId)) parties.add("manager");
  if (worksIn(actor, ticket.departmentId)) {
    parties.add("technician");
    if (ticket.reviewerId === actor.userId) parties.add("reviewer");
    if (ticket.solutionAuthorId === actor.userId) parties.add("author");
  }
  if (ticket.observed) parties.add("observer");
  return parties;
}

function applies(row: Transition, ticket: TicketFacts, now: Date): boolean {
  if (!row.from.includes(ticket.status)) return false;
  if (row.analysis !== undefined && row.analysis !== ticket.analysis) return false;
  if (row.pendingFrom && row.pendingFrom !== ticket.pendingFrom) return false;
  if (row.pendingType === "requester" && ticket.pendingType !== "requester") return false;
  if (row.pendingType === "other" && ticket.pendingType === "requester") return false;
  if (row.notMerged && ticket.closedBy === "merge") return false;
  if (row.noticed && !ticket.noticed) return false;
  if (row.extendable && !ticket.extendable) return false;
  if (row.window && !(ticket.reopenUntil && now < ticket.reopenUntil)) return false;
  return true;
}

/** Answer of the rules: the status the ticket goes to and in which part the actor moves it, or why not. */
export type Ruling =
  | { allowed: true; to: TicketStatus; as: Party }
  | { allowed: false; because: "state" | "party" };

/** Whether the actor may do this now, and where it leads. */
export function rule(verb: TicketVerb, actor: Actor, ticket: TicketFacts, now: Date): Ruling {
  const parties = partiesOf(actor, ticket);
  const rows = TRANSITIONS.filter((row) => row.verb === verb && row.by.some((party) => parties.has(party)));
  if (rows.length === 0)
    return { allowed: false, because: passed(verb, parties, ticket, now) ? "state" : "party" };
  const row = rows.find((candidate) => applies(candidate, ticket, now));
  const as = row?.by.find((party) => parties.has(party));
  return row && as ? { allowed: true, to: targetOf(row, ticket), as } : { allowed: false, because: "state" };
}

/** The part in which one of the team could have done it (a solution's author, a reviewer) is over with its state. */
function passed(verb: TicketVerb, parties: ReadonlySet<Party>, ticket: TicketFacts, now: Date): boolean {
  const rows = TRANSITIONS.filter((row) => row.verb === verb);
  const fleeting = rows.some((row) => row.by.includes("author") || row.by.includes("reviewer"));
  return fleeting && parties.has("technician") && !rows.some((row) => applies(row, ticket, now));
}

function targetOf(row: Transition, ticket: TicketFacts): TicketStatus {
  if (row.to === "same") return ticket.status;
  if (row.to === "approved") return ticket.reopenWindowDays === 0 ? "closed" : "resolved";
  if (row.to === "origin") {
    if (!ticket.pendingFrom) throw new Error(`ticket ${ticket.id} is pending from nowhere`);
    return ticket.pendingFrom;
  }
  return row.to;
}

/** Whether the actor may do this now. */
export function can(verb: TicketVerb, actor: Actor, ticket: TicketFacts, now: Date): boolean {
  return rule(verb, actor, ticket, now).allowed;
}

/** Everything the actor may do now, in the order of the table: the screen's buttons. */
export function availableVerbs(actor: Actor, ticket: TicketFacts, now: Date): TicketVerb[] {
  const verbs = new Set(TRANSITIONS.map((row) => row.verb));
  return [...verbs].filter((verb) => can(verb, actor, ticket, now));
}

/** True for those who work the ticket or observe it: they read internal notes. */
export function readsInternal(actor: Actor, ticket: TicketStanding): boolean {
  const parties = partiesOf(actor, ticket);
  return (
    parties.has("technician") || parties.has("manager") || parties.has("observer") || parties.has("system")
  );
}

/** True when nothing but a new ticket can follow. */
export function isFinal(status: TicketStatus): boolean {
  return status === "closed" || status === "rejected" || status === "cancelled";
}
