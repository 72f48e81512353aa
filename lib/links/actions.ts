"use server";

import { openAction } from "../action";
import { linkPath } from "../mail/link";
import { fromPlainText } from "../richtext/document";
import { approveSolution } from "../tickets/mutations/approve-solution";
import { rateTicket } from "../tickets/mutations/rate-ticket";
import { refuseSolution } from "../tickets/mutations/refuse-solution";
import { stillNeeded } from "../tickets/mutations/still-needed";
import { actByLink } from "./mutations/act-by-link";
import { viewLink } from "./queries";
import { linkRating, linkRef, linkRefusal } from "./schema";

/** What the reader of a letter can do by its link, without a login. */

export const needByLink = openAction(linkRef, ({ token }, now) =>
  actByLink(token, ["still_needed", "answer"], now, async ({ actor, number, purpose, subjectId }) => {
    const about = purpose === "answer" ? { solutionId: subjectId } : { deadlineId: subjectId };
    const { dueAt } = await stillNeeded(actor, { number, ...about }, now);
    return { dueAt: dueAt.toISOString() };
  }),
);
export const approveByLink = openAction(linkRef, ({ token }, now) =>
  actByLink(token, ["answer"], now, async ({ actor, number, subjectId }) => {
    const answer = { number, solutionId: subjectId, body: null, files: [] };
    const { invitationId, reopenUntil } = await approveSolution(actor, answer, now);
    return {
      ratePath: invitationId && linkPath(invitationId),
      reopenUntil: reopenUntil?.toISOString() ?? null,
    };
  }),
);
export const refuseByLink = openAction(linkRefusal, ({ token, reason }, now) =>
  actByLink(token, ["answer"], now, ({ actor, number, subjectId }) =>
    refuseSolution(actor, { number, solutionId: subjectId, body: fromPlainText(reason), files: [] }, now),
  ),
);
export const rateByLink = openAction(linkRating, ({ token, stars, comment }, now) =>
  actByLink(token, ["rate"], now, async ({ actor, number, subjectId }) => {
    await rateTicket(actor, { number, closingId: subjectId, stars, comment }, now);
    const until = (await viewLink(token, now))?.until;
    return { editableUntil: until?.toISOString() ?? null };
  }),
);
