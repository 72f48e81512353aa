import type { LinkPurpose } from "@/db/enums";

/** What follows where nobody answers: the ticket ends, its end is proposed, or its analysis goes on. */
export type Silence = "closes" | "proposes" | "continues";

/** Why nothing is left to do by a link, as far as its holder may know. */
export interface LinkEnding {
  why: /** The count that it started again runs. */
    | "restarted"
    | "approved"
    | "refused"
    | "withdrawn"
    | "lapsed"
    | "merged"
    | "replied"
    /** The team waits no longer. */
    | "resumed"
    | "silence"
    | "reopened"
    | "rated"
    | "survey_over";
  /** When it came to that; of what was restarted, when it ends. */
  at: Date;
  /** Its holder did it. */
  own: boolean;
}

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
  /** Until when it can be done: the end of the silence, of the survey, or of what was answered there being changed. */
  until: Date | null;
  silence: Silence | null;
  /** What the team asks. */
  question: string | null;
  /** The solution, as plain text. */
  solution: string | null;
  /** For how long it can be reopened once it was approved: "15 dias". */
  reopens: string | null;
  rating: { stars: number; comment: string | null; at: Date } | null;
  ending: LinkEnding | null;
  /** Where the attendance can be rated, once its holder has approved. */
  ratePath: string | null;
  /** How to reach the department, and where it is written to by message. */
  contact: { lines: string[]; messages: string | null };
}

/** Why a link that there was leads nowhere: somebody cancelled it, a message quoted it, or it is too old. */
export type EndedLink = "cancelled" | "quoted" | "expired";
