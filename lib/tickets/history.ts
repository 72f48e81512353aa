import type { ActorKind, Audience, AuthorSide, TicketStatus, TicketVerb } from "@/db/enums";
import type { EventFacts } from "../events/record";
import { formatNumber } from "../number";
import { STEPS } from "../sla/rules";
import { PENDING_FOR_REQUESTER, PRIORITY_LABELS } from "./labels";

/** Who reads: the words of the same event differ between the two sides of the counter. */
export interface Reader {
  kind: "requester" | "staff";
  userId: string | null;
}

/** An event as it was recorded. */
export interface TicketEvent {
  id: string;
  verb: TicketVerb;
  actorKind: ActorKind;
  actorId: string | null;
  side: AuthorSide;
  at: Date;
  internal: boolean;
  fromStatus: TicketStatus | null;
  toStatus: TicketStatus;
  facts: EventFacts;
}

/** Names for the ids that events carry. A ticket has a number only if the reader may open it. */
export interface Names {
  people: ReadonlyMap<string, string>;
  departments: ReadonlyMap<string, string>;
  services: ReadonlyMap<string, string>;
  tickets: ReadonlyMap<string, number>;
  /** From which address a message came that somebody let through; for who works the ticket. */
  senders: ReadonlyMap<string, string>;
}

/** What an event's words are made of. */
interface Telling {
  event: TicketEvent;
  staff: boolean;
  names: Names;
  /** Who did it: "Você", "Marina Costa" or "A equipe". */
  who: string;
  /** Somebody else in it: "você" or "Marina Costa". */
  person: (id: string | null | undefined) => string;
  ticket: (id: string | undefined) => string;
  /** The message it came by. */
  mail: string;
  reason: string | null;
}

/** A line before what was said in the same act, after it, or none: what was said speaks for itself. */
export interface Line {
  text: string;
  place: "before" | "after";
}

const before = (text: string): Line => ({ text, place: "before" });
const after = (text: string): Line => ({ text, place: "after" });

const WAITS: Record<string, string> = {
  requester: "à espera do requerente",
  third_party: "à espera de terceiro",
  team: "à espera da equipe",
};

const WORDS: Record<TicketVerb, (telling: Telling) => Line | null> = {
  open: ({ event, who, ticket, person, mail }) => {
    if (event.facts.releasedBy)
      return before(`${capital(person(event.facts.releasedBy))} abriu este chamado a partir de ${mail}`);
    if (event.facts.otherTicketId)
      return before(`${who} abriu este chamado a partir ${of(ticket(event.facts.otherTicketId))}`);
    return event.side === "staff" ? before(`${who} abriu este chamado pelo requerente`) : null;
  },
  take: ({ who }) => before(`${who} assumiu o atendimento`),
  assign: ({ who, event, person }) =>
    before(`${who} passou o atendimento a ${person(event.facts.assigneeId)}`),
  start_analysis: ({ who }) => before(`${who} começou a analisar o pedido`),
  stop_analysis: ({ who, staff }) =>
    before(staff ? `${who} devolveu o pedido à fila` : "O pedido voltou à fila de análise"),
  hand_over_analysis: ({ who, event, person }) =>
    before(`${who} passou a análise a ${person(event.facts.reviewerId)}`),
  approve_analysis: ({ who, event, person }) =>
    before(
      event.facts.assigneeId === event.actorId
        ? `${who} aprovou o pedido na análise e vai atender`
        : `${who} aprovou o pedido na análise; quem atende é ${person(event.facts.assigneeId)}`,
    ),
  reject_analysis: ({ who }) => before(`${who} não aprovou o pedido na análise`),
  cancel: ({ who }) => before(`${who} cancelou o chamado`),
  set_pending: waiting,
  change_pending: waiting,
  resume: ({ who, event }) =>
    before(event.toStatus === "in_review" ? `${who} retomou a análise` : `${who} retomou o atendimento`),
  reply: ({ event, person, mail }) => {
    if (event.facts.releasedBy)
      return before(`${capital(person(event.facts.releasedBy))} publicou ${mail} que esperava conferência`);
    if (event.fromStatus === "pending" && event.toStatus !== "pending")
      return after(
        event.toStatus === "in_review"
          ? "Com a resposta, a análise continua"
          : "Com a resposta, o atendimento continua",
      );
    return event.fromStatus === "validating" ? after("O prazo para responder à solução recomeçou") : null;
  },
  follow_up: ({ event, who }) => (event.fromStatus === "new" ? before(`${who} assumiu o atendimento`) : null),
  add_note: () => null,
  auto_reply: () => null,
  revoke_links: ({ who }) =>
    before(`${who} cancelou os links e os endereços de resposta dos e-mails enviados`),
  propose_solution: () => null,
  withdraw_solution: ({ who }) => before(`${who} retirou a solução proposta`),
  pending_lapse: ({ event }) =>
    before(
      event.toStatus === "validating"
        ? "O prazo para responder terminou e o encerramento foi proposto"
        : "O prazo para responder terminou e a análise continua",
    ),
  approve_solution: ({ who, event }) =>
    before(`${who} aprovou a solução${event.toStatus === "closed" ? " e o chamado foi fechado" : ""}`),
  refuse_solution: ({ who, event, staff }) =>
    before(`${who} respondeu que não resolveu${staff ? unassigned(event) : ""}`),
  still_needed: ({ who, event, staff }) =>
    before(
      `${who} avisou que ainda precisa e o prazo recomeçou${staff && event.facts.escalated ? "; o gestor foi avisado" : ""}`,
    ),
  validation_lapse: () => before("O prazo para responder à solução terminou e o chamado foi fechado"),
  reopen: ({ who, event, staff }) => before(`${who} reabriu o chamado${staff ? unassigned(event) : ""}`),
  window_over: () => before("O prazo para reabrir terminou e o chamado foi fechado"),
  rate: ({ who }) => before(`${who} avaliou o atendimento`),
  hand_over: ({ who, event, person }) =>
    before(
      event.facts.assigneeId === event.actorId
        ? `${who} assumiu o atendimento`
        : `${who} passou o atendimento a ${person(event.facts.assigneeId)}`,
    ),
  transfer: ({ who, event, names }) => {
    const to = names.departments.get(event.facts.departmentId ?? "");
    return before(`${who} encaminhou o chamado para ${to ?? "outro setor"}`);
  },
  lose_assignee: ({ event, person, staff }) =>
    before(
      staff
        ? `${person(event.facts.formerAssigneeId)} não atende mais; o chamado espera outra pessoa${event.facts.escalated ? " e o gestor foi avisado" : ""}`
        : "O chamado espera outra pessoa da equipe",
    ),
  change_service: ({ who, event, names }) => {
    const to = names.services.get(event.facts.serviceId ?? "");
    return before(`${who} corrigiu o serviço${to ? ` para “${to}”` : ""}`);
  },
  change_priority: ({ who, event }) =>
    before(
      `${who} mudou a prioridade de ${priority(event.facts.formerPriority)} para ${priority(event.facts.priority)}`,
    ),
  merge: ({ who, event, ticket }) =>
    before(
      event.toStatus === "closed"
        ? `${who} reuniu este chamado ${to(ticket(event.facts.otherTicketId))}; o atendimento segue por lá`
        : `${who} reuniu ${ticket(event.facts.otherTicketId)} a este`,
    ),
  split: ({ who, event, ticket }) =>
    before(`${who} levou parte deste pedido ${to(ticket(event.facts.otherTicketId))}`),
  remind,
  warn: ({ event }) => before(warning(event)),
  extend: ({ who }) => before(`${who} prorrogou o prazo de resposta`),
  continue: ({ who, event, ticket }) =>
    before(`${who} abriu ${ticket(event.facts.otherTicketId)} a partir deste`),
};

/** On whom an answer falls where nobody attends. */
function unassigned({ facts }: TicketEvent): string {
  if (facts.escalated) return "; ninguém está atribuído e o gestor foi avisado";
  return facts.assigneeId === null ? "; ninguém está atribuído" : "";
}

const TOLD: readonly [Audience, string][] = [
  ["attendant", "a equipe foi avisada"],
  ["managers", "o gestor foi avisado"],
  ["administrators", "a administração do portal foi avisada"],
  ["colleagues", "colegas da instituição foram avisados"],
];

/** Who heard of it, if the event says so: "a equipe foi avisada e …". */
function toldInWords({ told = [] }: EventFacts): string {
  // Of the team, whoever attends speaks for its manager too.
  const others = told.includes("attendant") ? told.filter((audience) => audience !== "managers") : told;
  const words = TOLD.flatMap(([audience, text]) => (others.includes(audience) ? [text] : []));
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} e ${words.at(-1)}` : (words[0] ?? "");
}

function remind({ event: { facts }, staff }: Telling): Line {
  const told = toldInWords(facts);
  const also = told && `; ${told}`;
  if (facts.told?.length === 0)
    return before(
      "Ninguém pôde ser avisado de que o prazo do requerente está terminando; o prazo não termina enquanto for assim",
    );
  if (facts.unreached && facts.unreached !== "no_address")
    return before(
      staff
        ? `${facts.unreached === "undelivered" ? "A última mensagem ao requerente, de que o prazo dele está terminando, não chegou" : "O requerente não pôde ser avisado de que o prazo dele está terminando"}${also}${facts.postponed ? "; o prazo termina um dia depois" : ""}`
        : "Quem abriu este chamado não pôde ser avisado de que o prazo para responder está terminando",
    );
  if (facts.postponed)
    return before(
      `O prazo para responder foi adiado: termina um dia depois do aviso${staff && facts.unreached ? `, que o requerente só recebe no portal${also}` : ""}`,
    );
  if (!staff) return before("Avisamos você de que o prazo para responder está terminando");
  return before(
    `O requerente foi avisado${facts.unreached ? ", só no portal," : ""} de que o prazo dele está terminando${also}`,
  );
}

function warning({ facts }: TicketEvent): string {
  const promise = facts.deadline === "first_response" ? "da primeira resposta" : "da solução";
  const told = toldInWords(facts);
  return `O prazo ${promise} ${WARNED[facts.step ?? 0] ?? "continua vencido"}${told && `; ${told}`}`;
}

const WARNED: Readonly<Record<number, string>> = {
  [STEPS.warning]: "está perto do fim",
  [STEPS.due]: "venceu",
};

function waiting({ event, reason, staff, who }: Telling): Line {
  const type = event.facts.pendingType ?? "";
  const because = reason ? `: ${reason}` : "";
  if (staff) return before(`${who} deixou o chamado ${WAITS[type] ?? "em espera"}${because}`);
  const label = Object.hasOwn(PENDING_FOR_REQUESTER, type)
    ? PENDING_FOR_REQUESTER[type as keyof typeof PENDING_FOR_REQUESTER]
    : "Aguardando";
  return before(`${label}${because}`);
}

function priority(value: string | undefined): string {
  return value && Object.hasOwn(PRIORITY_LABELS, value)
    ? PRIORITY_LABELS[value as keyof typeof PRIORITY_LABELS].toLowerCase()
    : "normal";
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const to = (ticket: string) => ticket.replace(/^o /, "ao ").replace(/^outro /, "a outro ");

const of = (ticket: string) => ticket.replace(/^o /, "do ").replace(/^outro /, "de outro ");

/** "Marina Alves Costa" → "Marina Costa". */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  return words.length > 2 ? `${words[0]} ${words.at(-1)}` : words.join(" ");
}

/** The small line an event leaves in the conversation, in the reader's words; null when what was said is enough. */
export function historyLine(
  event: TicketEvent,
  reader: Reader,
  names: Names,
  reason: string | null = null,
): Line | null {
  const person = (id: string | null | undefined, fallback = "outra pessoa", own = "você") =>
    id && id === reader.userId ? own : shortName((id && names.people.get(id)) || fallback);
  const ticket = (id: string | undefined) => {
    const number = id === undefined ? undefined : names.tickets.get(id);
    return number === undefined ? "outro chamado" : `o chamado ${formatNumber(number)}`;
  };
  const someone =
    event.side === "staff" ? "A equipe" : event.side === "system" ? "O sistema" : "O requerente";
  const sender = names.senders.get(event.facts.incomingId ?? "");
  return WORDS[event.verb]({
    event,
    mail: sender ? `um e-mail de ${sender}` : "um e-mail",
    staff: reader.kind === "staff",
    names,
    who: person(event.actorId, someone, "Você"),
    person: (id) => person(id),
    ticket,
    reason,
  });
}
