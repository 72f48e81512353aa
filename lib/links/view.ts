import type { LinkPurpose } from "@/db/enums";

/** What stands behind a letter's link. */
export interface LinkView {
  purpose: LinkPurpose;
  /** Still to be done; or what it was about is over, done from here or elsewhere. */
  open: boolean;
  number: number;
  title: string;
  department: string;
  timeZone: string;
  requester: string;
  /** The count that would start again. */
  dueAt: Date | null;
  /** The solution, as plain text. */
  solution: string | null;
  rating: { stars: number; comment: string | null } | null;
}
