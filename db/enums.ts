/** Every closed list as a pure tuple: the database checks it, the browser may import it. */

export const TICKET_STATUSES = [
  "new",
  "in_review",
  "assigned",
  "pending",
  "validating",
  "resolved",
  "closed",
  "rejected",
  "cancelled",
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** Those in which somebody still has something to do. */
export const OPEN_STATUSES = [
  "new",
  "in_review",
  "assigned",
  "pending",
  "validating",
] as const satisfies TicketStatus[];

export const PENDING_TYPES = ["requester", "third_party", "team"] as const;
export type PendingType = (typeof PENDING_TYPES)[number];

export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const CHANNELS = ["portal", "phone", "email", "in_person", "mail", "api"] as const;
export type Channel = (typeof CHANNELS)[number];

export const CLOSED_BY = ["approval", "window", "lapse", "merge"] as const;
export type ClosedBy = (typeof CLOSED_BY)[number];

export const MESSAGE_KINDS = [
  "request",
  "reply",
  "follow_up",
  "internal_note",
  "solution",
  "decision",
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const AUTHOR_SIDES = ["requester", "staff", "observer", "system"] as const;
export type AuthorSide = (typeof AUTHOR_SIDES)[number];

export const SOLUTION_STATES = ["waiting", "approved", "refused", "withdrawn", "lapsed"] as const;
export type SolutionState = (typeof SOLUTION_STATES)[number];

export const SOLUTION_ORIGINS = ["staff", "lack_of_answer"] as const;
export type SolutionOrigin = (typeof SOLUTION_ORIGINS)[number];

/** What a service promises for a ticket. */
export const TARGET_KINDS = ["first_response", "resolution"] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** What runs out when the requester is silent. */
export const LAPSE_KINDS = ["pending_lapse", "validation_lapse"] as const;
export type LapseKind = (typeof LAPSE_KINDS)[number];

export const DEADLINE_KINDS = [...LAPSE_KINDS, "reopen_window", ...TARGET_KINDS] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** How the time of a promise is counted. */
export const TERM_UNITS = ["working_minutes", "working_hours", "working_days", "calendar_days"] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

/** How the days of silence, and of reopening, are counted. */
export const DAY_UNITS = ["calendar_days", "working_days"] as const;
export type DayUnit = (typeof DAY_UNITS)[number];

export const ACTOR_KINDS = ["user", "guest", "system"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const PROFILE_ROLES = ["technician", "manager"] as const;
export type ProfileRole = (typeof PROFILE_ROLES)[number];

export const OPERATOR_KINDS = ["master", "operator"] as const;
export type OperatorKind = (typeof OPERATOR_KINDS)[number];

export const SERVICE_ACCESS = ["everyone", "institutions", "classes"] as const;
export type ServiceAccess = (typeof SERVICE_ACCESS)[number];

export const CLASS_MATCH = ["all", "any"] as const;
export type ClassMatch = (typeof CLASS_MATCH)[number];

export const GOVBR_LEVELS = ["bronze", "silver", "gold"] as const;
export type GovbrLevel = (typeof GOVBR_LEVELS)[number];

/** How an account came to be; "email" for who only ever wrote a message. */
export const ACCOUNT_ORIGINS = ["self", "institution", "govbr", "email"] as const;
export type AccountOrigin = (typeof ACCOUNT_ORIGINS)[number];

export const LOGIN_WAYS = ["password", "govbr"] as const;
export type LoginWay = (typeof LOGIN_WAYS)[number];

export const IDENTIFIER_KINDS = ["plate", "chassis", "renavam", "cpf", "cnpj"] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export const LINK_KINDS = ["continues", "split", "merged"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const RATING_STATES = ["visible", "approved", "hidden"] as const;
export type RatingState = (typeof RATING_STATES)[number];

/** What a person or the clock can do to a ticket; also the kind of the event row it leaves. */
export const TICKET_VERBS = [
  "open",
  "take",
  "assign",
  "start_analysis",
  "stop_analysis",
  "hand_over_analysis",
  "approve_analysis",
  "reject_analysis",
  "cancel",
  "set_pending",
  "change_pending",
  "resume",
  "reply",
  "follow_up",
  "add_note",
  "propose_solution",
  "withdraw_solution",
  "pending_lapse",
  "approve_solution",
  "refuse_solution",
  "still_needed",
  "validation_lapse",
  "reopen",
  "window_over",
  "rate",
  "hand_over",
  "transfer",
  "lose_assignee",
  "change_service",
  "change_priority",
  "merge",
  "split",
  "continue",
  "remind",
  "warn",
  "extend",
  "auto_reply",
  "revoke_links",
] as const;
export type TicketVerb = (typeof TICKET_VERBS)[number];

/** What is done to an account; the kind of its event row. "meet": it was made for who wrote a message, by nobody else; "rename": they said who they are. */
export const ACCOUNT_VERBS = ["disable", "enable", "meet", "rename"] as const;

/** By whom a day without work is set. */
export const CLOSING_SCOPES = ["national", "state", "municipal", "own"] as const;
export type ClosingScope = (typeof CLOSING_SCOPES)[number];

/** How a day without work is found in a year: once, by its date every year, by its distance from Easter Sunday. */
export const DAY_RULES = ["once", "yearly", "easter"] as const;

/** States whose holidays are known. */
export const HOLIDAY_STATES = ["DF", "RO", "RS", "SP"] as const;
export type HolidayState = (typeof HOLIDAY_STATES)[number];

/** What is done to a business calendar; the kind of its event row. */
export const CALENDAR_VERBS = ["create", "change", "assign", "delete"] as const;

/** What people are told of, as they choose how. */
export const NOTICE_TOPICS = [
  "progress",
  "answers",
  "solutions",
  "assignments",
  "work",
  "deadlines",
] as const;
export type NoticeTopic = (typeof NOTICE_TOPICS)[number];

/** Where a letter stands: it waits (or is on its way), was handed over, was given up, or its address takes no mail. */
export const LETTER_STATES = ["waiting", "sent", "dead", "skipped"] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** What the provider tells of a letter that was handed over. */
export const LETTER_FATES = [
  "delivered",
  "delayed",
  "bounced",
  "complained",
  "failed",
  "suppressed",
] as const;
export type LetterFate = (typeof LETTER_FATES)[number];

/** Why nothing goes to an address any more. */
export const BLOCK_REASONS = ["bounced", "complained", "suppressed"] as const;
export type BlockReason = (typeof BLOCK_REASONS)[number];

/** What a link in a letter lets its holder do, without a login: one thing, on one ticket. */
export const LINK_PURPOSES = ["still_needed", "answer", "rate"] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** What is done to a letter by hand; the kind of its event row. */
export const LETTER_VERBS = ["send_again", "unblock"] as const;

/** What is done to a service; the kind of its event row. */
export const SERVICE_VERBS = ["change_policy"] as const;

/** As whom somebody is told of a change. */
export const AUDIENCES = ["requester", "colleagues", "attendant", "managers", "administrators"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** As whom somebody speaks who answers a letter: as the requester, to the requester, or to the team alone. */
export const REPLY_VOICES = ["requester", "staff", "note"] as const;
export type ReplyVoice = (typeof REPLY_VOICES)[number];

/** By which way a message came in. */
export const INCOMING_SOURCES = ["imap", "resend", "demo"] as const;
export type IncomingSource = (typeof INCOMING_SOURCES)[number];

/** Where a message stands: told of but not here yet, here, kept for somebody to decide, in its ticket, or put away. */
export const INCOMING_STATES = ["announced", "received", "quarantined", "posted", "dropped"] as const;
export type IncomingState = (typeof INCOMING_STATES)[number];

/** Why a message waits for somebody to decide. */
export const QUARANTINE_REASONS = [
  "other_sender",
  "no_reply_address",
  "expired",
  "forged",
  "final",
  "not_allowed",
  "too_many",
  "empty",
  "automatic",
  "several_accounts",
  "disabled",
  "no_sender",
  "unknown_address",
  "unreadable",
  "too_large",
  "restored",
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** Why a message was put away. */
export const DROP_REASONS = [
  "own",
  "bounce",
  "duplicate",
  "auto_reply",
  "closed_door",
  "flood",
  "by_hand",
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** What is done by hand to a message that came in; the kind of its event row. */
export const INCOMING_VERBS = ["release", "drop", "restore", "pass_on"] as const;

/** What is done to an address of the portal; the kind of its event row. */
export const MAILBOX_VERBS = ["create", "change", "remove"] as const;
