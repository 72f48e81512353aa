import type {
  BlockReason,
  Channel,
  ClosedBy,
  LapseKind,
  LinkKind,
  PendingType,
  Priority,
  TicketStatus,
  TicketVerb,
} from "@/db/enums";
import type { Draft } from "../drafts/schema";
import type { DescribedAnswer } from "../forms/answers";
import type { TicketText } from "../place";
import type { TargetView } from "../sla/view";
import type { Reader } from "./history";
import type { Entry } from "./timeline";
import type { Unread } from "./unread";

/** How to reach a department. */
export interface Contact {
  name: string;
  phone: string | null;
  email: string | null;
  hours: string | null;
  messageService: string | null;
}

export interface Person {
  id: string;
  name: string;
}

/** A count that runs. */
export interface OpenDeadline {
  kind: LapseKind | "reopen_window";
  startedAt: Date;
  dueAt: Date;
}

/** What was answered in the survey, and whether it can be answered or changed now. */
export interface Survey {
  /** The reader may send or change the rating now. */
  open: boolean;
  rating: { stars: number; comment: string | null; at: Date; editableUntil: Date } | null;
  invitedUntil: Date;
}

/** What only those who work or observe the ticket read. */
export interface StaffView {
  priority: Priority;
  assignee: Person | null;
  reviewer: Person | null;
  observers: string[];
  reopenCount: number;
  /** Why letters do not reach the requester, if they do not, and whether they hear in the portal. */
  unreachable: { reason: BlockReason; enters: boolean } | null;
  requesterCpf: string | null;
  /** To whom it can be given. Empty unless the reader works the ticket. */
  attendants: Person[];
  departments: Person[];
}

export interface TicketLinkView {
  kind: LinkKind;
  /** "to": this ticket leads to the other one. */
  direction: "from" | "to";
  number: number;
  title: string;
}

/** One ticket as its page shows it to one reader: nothing in it is more than that person may read. */
export interface TicketView {
  id: string;
  number: number;
  title: string;
  status: TicketStatus;
  /** In the reader's words. */
  statusLabel: string;
  reader: Reader;
  service: {
    name: string;
    slug: string;
    analysis: boolean;
    validationLapseDays: number;
    pendingLapseDays: number;
    reopenWindowDays: number;
  };
  subject: string;
  department: Contact & { id: string; timeZone: string };
  requester: { name: string; email: string | null; phone: string | null; institution: string | null };
  contact: { email: string | null; phone: string | null };
  locality: string | null;
  channel: Channel;
  openedAt: Date;
  /** ISO day by which the service should be done; null where it promises no day, or once the ticket is done. */
  promised: string | null;
  updatedAt: Date;
  closedAt: Date | null;
  closedBy: ClosedBy | null;
  attendant: string | null;
  answers: DescribedAnswer[];
  /** Questions of the form that files answer, by field. */
  fileLabels: Record<string, string>;
  pending: { type: PendingType; reason: string; from: "assigned" | "in_review" } | null;
  deadlines: OpenDeadline[];
  /** What is promised, and how much of that is left. */
  targets: TargetView[];
  entries: Entry[];
  verbs: TicketVerb[];
  survey: Survey | null;
  links: TicketLinkView[];
  readAt: Date | null;
  /** What the reader has not seen before, by whomever. */
  unread: Unread | null;
  /** What the reader is writing, by text. */
  drafts: Partial<Record<TicketText, Draft>>;
  staff: StaffView | null;
}
