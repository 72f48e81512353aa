"use server";

import { revalidatePath } from "next/cache";
import { keepPace } from "../accounts/pace";
import { act, action } from "../action";
import { invalid } from "../errors";
import { parseDocument } from "../richtext/parse";
import type { RichDocument } from "../richtext/schema";
import { addFollowUp as followUp } from "./mutations/add-follow-up";
import { addNote as note } from "./mutations/add-note";
import { addReply as reply } from "./mutations/add-reply";
import { approveAnalysis as approveRequest } from "./mutations/approve-analysis";
import { approveSolution as approve } from "./mutations/approve-solution";
import { assignTicket as assign } from "./mutations/assign-ticket";
import { cancelTicket as cancel } from "./mutations/cancel-ticket";
import { changePending as changeWait } from "./mutations/change-pending";
import { changePriority as reprioritise } from "./mutations/change-priority";
import { changeService as correctService } from "./mutations/change-service";
import { extendTerm as extend } from "./mutations/extend-term";
import { handOver as passOn } from "./mutations/hand-over";
import { handOverAnalysis as passAnalysisOn } from "./mutations/hand-over-analysis";
import { mergeTicket as merge } from "./mutations/merge-ticket";
import { openTicket as open } from "./mutations/open-ticket";
import { proposeSolution as propose } from "./mutations/propose-solution";
import { rateTicket as rate } from "./mutations/rate-ticket";
import { refuseSolution as refuse } from "./mutations/refuse-solution";
import { rejectAnalysis as rejectRequest } from "./mutations/reject-analysis";
import { reopenTicket as reopen } from "./mutations/reopen-ticket";
import { resumeTicket as resume } from "./mutations/resume-ticket";
import { revokeLinks as revoke } from "./mutations/revoke-links";
import { setPending as wait } from "./mutations/set-pending";
import { splitTicket as split } from "./mutations/split-ticket";
import { startAnalysis as beginAnalysis } from "./mutations/start-analysis";
import { stillNeeded as needed } from "./mutations/still-needed";
import { stopAnalysis as endAnalysis } from "./mutations/stop-analysis";
import { takeTicket as take } from "./mutations/take-ticket";
import { transferTicket as transfer } from "./mutations/transfer-ticket";
import { withdrawSolution as withdraw } from "./mutations/withdraw-solution";
import { once } from "./once";
import {
  approvalSchema,
  assignSchema,
  extensionSchema,
  followUpSchema,
  handOverSchema,
  mergeSchema,
  noteSchema,
  openingSchema,
  pendingSchema,
  prioritySchema,
  ratingSchema,
  refusalSchema,
  rejectionSchema,
  reopenSchema,
  replySchema,
  reviewerSchema,
  serviceSchema,
  solutionSchema,
  splitSchema,
  ticketRef,
  transferSchema,
} from "./schema";

/** Everything a person can do to a ticket. The verbs of the system's own clock are not here. */

/** Sends a service's form. Errors carry the field's id. */
export const openTicket = action(openingSchema, async (actor, input, now) => {
  const elsewhere = input.contactEmail !== null && input.contactEmail !== actor.email?.toLowerCase();
  if (elsewhere) await keepPace(actor.userId, "unconfirmed_address", now);
  const opened = await open(actor, input, now);
  // Whoever goes back to the form must not find the draft that has become a ticket.
  revalidatePath("/", "layout");
  return opened;
});

export const addReply = act(replySchema, (actor, input, now) =>
  once(actor, spoken(input), (text) => reply(actor, text, now)),
);
export const addFollowUp = act(followUpSchema, (actor, input, now) =>
  once(actor, spoken(input), (text) => followUp(actor, text, now)),
);
export const addNote = act(noteSchema, (actor, input, now) =>
  once(actor, spoken(input), (text) => note(actor, text, now)),
);

export const proposeSolution = act(solutionSchema, (actor, input, now) =>
  once(actor, spoken(input), (text) => propose(actor, text, now)),
);
export const withdrawSolution = act(ticketRef, withdraw);
export const approveSolution = act(approvalSchema, (actor, input, now) =>
  once(actor, { ...input, body: input.body && checked(input.body) }, (text) => approve(actor, text, now)),
);
export const refuseSolution = act(refusalSchema, (actor, input, now) =>
  once(actor, spoken(input), (text) => refuse(actor, text, now)),
);
export const stillNeeded = act(ticketRef, needed);
export const rateTicket = act(ratingSchema, rate);
export const reopenTicket = act(reopenSchema, (actor, input, now) =>
  once(actor, spoken(input), (text) => reopen(actor, text, now)),
);
export const cancelTicket = act(ticketRef, cancel);

export const takeTicket = act(ticketRef, take);
export const assignTicket = act(assignSchema, assign);
export const handOver = act(handOverSchema, passOn);
export const transferTicket = act(transferSchema, (actor, input, now) => transfer(actor, spoken(input), now));
export const changePriority = act(prioritySchema, reprioritise);
export const extendTerm = act(extensionSchema, (actor, input, now) => extend(actor, spoken(input), now));
export const revokeLinks = act(ticketRef, revoke);
export const changeService = act(serviceSchema, correctService);
export const mergeTicket = act(mergeSchema, merge);
export const splitTicket = act(splitSchema, (actor, input, now) => split(actor, spoken(input), now));

export const setPending = act(pendingSchema, wait);
export const changePending = act(pendingSchema, changeWait);
export const resumeTicket = act(ticketRef, resume);

export const startAnalysis = act(ticketRef, beginAnalysis);
export const stopAnalysis = act(ticketRef, endAnalysis);
export const handOverAnalysis = act(reviewerSchema, passAnalysisOn);
export const approveAnalysis = act(assignSchema, approveRequest);
export const rejectAnalysis = act(rejectionSchema, (actor, input, now) =>
  rejectRequest(actor, spoken(input), now),
);

/** The same input with its text checked against the editor's own schema. */
function spoken<T extends { body: RichDocument }>(input: T): T {
  return { ...input, body: checked(input.body) };
}

function checked(body: RichDocument): RichDocument {
  const parsed = parseDocument(body);
  if (!parsed.ok) throw invalid({ body: parsed.message });
  return parsed.document;
}
