import type { RatingState } from "@/db/enums";
import { DAY, HOUR } from "../dates";
import type { Survey } from "./view";

/** A rating can be edited for 12 hours from its first sending. */
export const EDITABLE_FOR = 12 * HOUR;
/** An invitation to rate stays open for 30 days after the closing. */
export const INVITED_FOR = 30 * DAY;

interface Closing {
  ordinal: number;
  at: Date;
  by: "approval" | "lapse" | "merge";
  reopenedAt: Date | null;
  rating: {
    stars: number;
    comment: string | null;
    state: RatingState;
    authorId: string | null;
    createdAt: Date;
  } | null;
}

/**
 * The survey of the closing in force: one rating, open for 30 days after the closing and editable for 12 hours
 * from its first sending. Null when the ticket has not come to an end.
 */
export function surveyOf(
  closings: readonly Closing[],
  reader: { mayRate: boolean; readerId: string | null },
  now: Date,
): Survey | null {
  const closing = closings
    .filter((each) => each.reopenedAt === null && each.by !== "merge")
    .toSorted((a, b) => b.ordinal - a.ordinal)[0];
  if (!closing) return null;
  const invitedUntil = new Date(closing.at.getTime() + INVITED_FOR);
  const { rating } = closing;
  const editableUntil = rating && new Date(rating.createdAt.getTime() + EDITABLE_FOR);
  const hides = rating?.state === "hidden" && rating.authorId !== reader.readerId;
  return {
    open: reader.mayRate && now <= invitedUntil && (editableUntil === null || now < editableUntil),
    invitedUntil,
    rating:
      rating && editableUntil
        ? {
            stars: rating.stars,
            comment: hides ? null : rating.comment,
            at: rating.createdAt,
            editableUntil,
          }
        : null,
  };
}
