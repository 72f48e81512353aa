import type { AuthorSide, MessageKind, SolutionOrigin, SolutionState } from "@/db/enums";
import { MESSAGE_TYPE } from "../attachments/kinds";
import type { EventFacts } from "../events/record";
import type { RichDocument } from "../richtext/schema";
import { historyLine, type Names, type Reader, shortName, type TicketEvent } from "./history";

/** A file of a message, as its tile shows it. */
export interface MessageFile {
  id: string;
  name: string;
  type: string;
  size: number;
  /** Form field it answers, if any. */
  fieldId: string | null;
  /** Has a picture to show. */
  image: boolean;
  width: number | null;
  height: number | null;
}

/** A message as it was recorded. */
export interface TicketMessage {
  id: string;
  eventId: string;
  kind: MessageKind;
  side: AuthorSide;
  authorId: string | null;
  authorName: string | null;
  body: RichDocument | null;
  createdAt: Date;
  files: MessageFile[];
}

/** A solution as it was recorded. */
export interface TicketSolution {
  id: string;
  messageId: string;
  origin: SolutionOrigin;
  state: SolutionState;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionMessageId: string | null;
}

/** What somebody said: who, on which side, what, with which files. */
export interface Said {
  id: string;
  at: Date;
  /** Written by the reader. */
  own: boolean;
  side: AuthorSide;
  author: string;
  body: RichDocument | null;
  files: MessageFile[];
  /** It came by e-mail; and the file of it as it came, for who may have that. */
  byMail: boolean;
  /** Its message said more, which the team has beside it: what it quotes, a signature. */
  cut: boolean;
  originalId: string | null;
  /** When that came. */
  receivedAt: Date;
  /** Nobody knows whose words it is, and somebody of the team published it: "publicada por Marina Costa". */
  published: string | null;
}

/** The answer to a solution. Its words are null when there were none. */
export interface Decision {
  at: Date;
  by: string;
  own: boolean;
  said: Said | null;
}

export type Entry =
  | ({ kind: "request" } & Said)
  | ({ kind: "message"; tone: "reply" | "note" | "rejection" | "automatic" } & Said)
  | ({
      kind: "solution";
      solutionId: string;
      state: SolutionState;
      origin: SolutionOrigin;
      decision: Decision | null;
    } & Said)
  | { kind: "line"; id: string; at: Date; own: boolean; text: string };

type MessageTone = Extract<Entry, { kind: "message" }>["tone"];

export interface Records {
  events: readonly TicketEvent[];
  messages: readonly TicketMessage[];
  solutions: readonly TicketSolution[];
  periods: readonly { startedAt: Date; reason: string }[];
}

const SIDE_NAMES: Record<AuthorSide, string> = {
  requester: "Requerente",
  staff: "Equipe de atendimento",
  observer: "Observador",
  system: "Guichê",
};

/**
 * The conversation in the order in which it happened: what was said, and small lines for what was done. Internal
 * events and notes are left out unless the reader may read them.
 */
export function timeline(records: Records, names: Names, reader: Reader): Entry[] {
  const internal = reader.kind === "staff";
  const messages = records.messages.filter((message) => internal || message.kind !== "internal_note");
  const byEvent = Map.groupBy(messages, (message) => message.eventId);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const solutions = new Map(records.solutions.map((solution) => [solution.messageId, solution]));
  const decisions = new Set(records.solutions.map((solution) => solution.decisionMessageId));

  return records.events
    .filter((event) => internal || !event.internal)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
    .flatMap((event) => {
      const line = historyLine(event, reader, names, reasonOf(event, records.periods));
      const told: Entry[] = line
        ? [
            {
              kind: "line",
              id: event.id,
              at: event.at,
              // What was let through is told as the act of who did so.
              own: (event.facts.releasedBy ?? event.actorId) === reader.userId,
              text: line.text,
            },
          ]
        : [];
      const spoken = (byEvent.get(event.id) ?? [])
        .filter((message) => !decisions.has(message.id))
        .map((message) => entryOf(event, message, solutions.get(message.id), byId, names, reader));
      return line?.place === "after" ? [...spoken, ...told] : [...told, ...spoken];
    });
}

/** A wait's reason is free text, so it stands in its period and not in the event that began it. */
function reasonOf(event: TicketEvent, periods: Records["periods"]): string | null {
  if (event.verb !== "set_pending" && event.verb !== "change_pending") return null;
  return periods.find((period) => period.startedAt.getTime() === event.at.getTime())?.reason ?? null;
}

function said(message: TicketMessage, names: Names, reader: Reader, facts: EventFacts = {}): Said {
  const published = publishedBy(facts, names, reader);
  return {
    id: message.id,
    at: message.createdAt,
    own: !published && message.authorId !== null && message.authorId === reader.userId,
    side: message.side,
    author: published ? "outra pessoa" : (message.authorName ?? SIDE_NAMES[message.side]),
    body: message.body,
    files: message.files.filter(({ type }) => type !== MESSAGE_TYPE),
    byMail: facts.incomingId !== undefined,
    cut: facts.cut === true && reader.kind === "staff",
    originalId: message.files.find(({ type }) => type === MESSAGE_TYPE)?.id ?? null,
    receivedAt: facts.receivedAt ? new Date(facts.receivedAt) : message.createdAt,
    published,
  };
}

/** Who let through what came from another address than the requester's; null for everything else. */
function publishedBy({ otherSender, releasedBy }: EventFacts, names: Names, reader: Reader): string | null {
  if (!otherSender || !releasedBy) return null;
  if (releasedBy === reader.userId) return "publicada por você";
  const name = reader.kind === "staff" ? names.people.get(releasedBy) : undefined;
  return name ? `publicada por ${shortName(name)}` : "publicada pela equipe";
}

function entryOf(
  event: TicketEvent,
  message: TicketMessage,
  solution: TicketSolution | undefined,
  byId: ReadonlyMap<string, TicketMessage>,
  names: Names,
  reader: Reader,
): Entry {
  const words = said(message, names, reader, event.facts);
  if (message.kind === "request") return { kind: "request", ...words };
  if (solution) {
    return {
      kind: "solution",
      solutionId: solution.id,
      state: solution.state,
      origin: solution.origin,
      decision: decisionOf(solution, byId, names, reader),
      ...words,
    };
  }
  return { kind: "message", tone: toneOf(event, message), ...words };
}

function toneOf({ verb }: TicketEvent, { kind }: TicketMessage): MessageTone {
  if (verb === "auto_reply") return "automatic";
  return kind === "internal_note" ? "note" : kind === "decision" ? "rejection" : "reply";
}

function decisionOf(
  solution: TicketSolution,
  byId: ReadonlyMap<string, TicketMessage>,
  names: Names,
  reader: Reader,
): Decision | null {
  if (!solution.decidedAt) return null;
  const message = solution.decisionMessageId ? byId.get(solution.decisionMessageId) : undefined;
  const own = solution.decidedBy !== null && solution.decidedBy === reader.userId;
  return {
    at: solution.decidedAt,
    own,
    by: own ? "Você" : (solution.decidedBy && names.people.get(solution.decidedBy)) || "Guichê",
    said: message ? said(message, names, reader) : null,
  };
}

/** Where the "novo" marker stands: before the first entry of others since the reader last read or wrote. */
export function firstNew(
  entries: readonly { id: string; at: Date; own: boolean }[],
  readAt: Date | null,
): string | null {
  if (!readAt) return null;
  const since = entries.reduce(
    (moment, entry) => (entry.own && entry.at > moment ? entry.at : moment),
    readAt,
  );
  return entries.find((entry) => !entry.own && entry.at > since)?.id ?? null;
}
