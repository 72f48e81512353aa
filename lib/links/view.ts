import type { LinkPurpose } from "@/db/enums";

/** What stands behind a letter's link. */
export interface LinkView {
  purpose: LinkPurpose;
  /** Still to be done; or what it was about is over, done from here or elsewhere. */
  open: boolean;
  number: number;
  /** This and the requester's name stay away until they have shown that they ask: a stranger may have written both. */
  title: string | null;
  requester: string | null;
  service: string;
  department: string;
  timeZone: string;
  /** Its holder has a way to enter the portal; who only ever wrote a message has none. */
  enters: boolean;
  /** The end of the silence, where its count can be started again. */
  dueAt: Date | null;
  /** The solution, as plain text. */
  solution: string | null;
  rating: { stars: number; comment: string | null } | null;
}
