import { and, eq } from "drizzle-orm";
import type { Audience, DeadlineKind, NoticeTopic, ReplyVoice, TicketVerb } from "@/db/enums";
import type { Tx } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { notices as noticesTable } from "@/db/schema/notices";
import { departments } from "@/db/schema/people";
import { solutions, tickets } from "@/db/schema/tickets";
import { dayInFull, momentInFull } from "../dates";
import type { Unreached } from "../events/record";
import type { LetterLink } from "../mail/link";
import { enqueue, type Letter } from "../mail/outbox";
import { formatNumber } from "../number";
import { STEPS } from "../sla/rules";
import type { About, Change, LockedTicket } from "./change";
import { choicesOf } from "./choices";
import { PENDING_FOR_REQUESTER } from "./labels";
import type { Begun } from "./opening";
import { type Recipient, recipients } from "./recipients";
import { topicOf } from "./topics";

interface Notice {
  to: Audience;
  /** Who is told instead where there is nobody, in this order. */
  otherwise?: readonly Audience[];
  /** The subject line after the number. */
  subject: string;
  /** What happened and what comes next, in one or two sentences, or a few plain paragraphs. */
  text: string;
  /** What who may not open the ticket reads instead. */
  bare?: string;
  /** Its letter carries the solution that waits, as the first one did. */
  solution?: boolean;
  /** What was said before and goes with its letter, where nothing is said now. */
  messageId?: string | null;
  /** What can be done from the letter, without a login; and the lesser thing. */
  link?: Omit<LetterLink, "userId"> | undefined;
  beside?: Omit<LetterLink, "userId"> | undefined;
}

type Situation = Pick<
  Change,
  "ticket" | "current" | "from" | "to" | "about" | "side" | "beside" | "otherSender"
> & {
  timeZone: string;
  link: Notice["link"];
};

/** Who is told of what. A verb without an entry is told to nobody. */
const NOTICES: Partial<Record<TicketVerb, (change: Situation) => Notice[]>> = {
  take: () => [requester("em atendimento", "Uma pessoa da equipe assumiu o seu chamado.")],
  assign: () => [
    requester("em atendimento", "Uma pessoa da equipe vai cuidar do seu chamado."),
    attendant("atribuído a você", "Este chamado foi atribuído a você."),
  ],
  start_analysis: () => [requester("em análise", "A equipe começou a analisar o seu pedido.")],
  hand_over_analysis: () => [
    attendant("análise passada a você", "A análise deste chamado passou para você."),
  ],
  approve_analysis: () => [
    requester("pedido aprovado na análise", "O seu pedido foi aprovado na análise e está em atendimento."),
    attendant("atribuído a você", "Este chamado foi aprovado na análise e atribuído a você."),
  ],
  reject_analysis: () => [
    requester(
      "pedido não aprovado",
      "O seu pedido não foi aprovado na análise. O motivo está abaixo. Se precisar, abra um novo chamado a partir deste.",
    ),
  ],
  cancel: () => [attendant("cancelado pelo requerente", "O requerente cancelou este chamado.")],
  set_pending: ({ current, about, timeZone }) => [waiting(current, by(about, timeZone))],
  change_pending: ({ current, about, timeZone }) => [waiting(current, by(about, timeZone))],
  reply: ({ otherSender }) => [
    otherSender
      ? attendant(
          "mensagem de outra pessoa",
          "A equipe publicou neste chamado um e-mail que não veio do endereço do requerente.",
        )
      : attendant("nova resposta do requerente", "O requerente respondeu."),
  ],
  follow_up: () => [requester("nova resposta", "A equipe respondeu ao seu chamado.")],
  add_note: () => [attendant("nova nota interna", "Há uma nova nota interna neste chamado.")],
  propose_solution: ({ about, timeZone, link }) => [
    {
      ...requester(
        "a solução espera a sua resposta",
        `A equipe propôs uma solução. Diga${by(about, timeZone)} se ela resolveu ou não; sem a sua resposta, o chamado é encerrado.`,
      ),
      link,
    },
  ],
  withdraw_solution: () => [
    requester("solução retirada", "A equipe retirou a solução proposta e continua o atendimento."),
  ],
  pending_lapse: ({ to, about, timeZone, link }) =>
    to === "validating"
      ? [
          {
            ...requester(
              "encerramento proposto por falta de resposta",
              `Não recebemos a sua resposta e propomos encerrar o chamado. Se ainda precisar, diga${by(about, timeZone)} que não resolveu; sem a sua resposta, o chamado é encerrado.`,
            ),
            link,
          },
        ]
      : [
          {
            ...attendant(
              "requerente não respondeu",
              "O prazo de resposta do requerente terminou; a análise continua.",
            ),
            otherwise: ["managers"],
          },
        ],
  approve_solution: () => [attendant("solução aprovada", "O requerente aprovou a solução.")],
  refuse_solution: ({ current }) => [
    staffOrManagers(
      current,
      "solução recusada",
      "O requerente disse que não resolveu. O motivo está abaixo.",
    ),
  ],
  still_needed: ({ current }) =>
    current.stillNeededCount >= 3
      ? [
          managers(
            "ainda necessário pela terceira vez",
            "O requerente avisou pela terceira vez que ainda precisa.",
          ),
        ]
      : [],
  remind: ({ about, current, timeZone, link, beside }) => {
    if (!about) return [];
    const { dueAt, unreached } = about;
    return [
      ...(enters(unreached) ? [{ ...reminder(current, dueAt, timeZone), link, beside }] : []),
      ...(unreached ? unheard(current, dueAt, timeZone, unreached) : []),
    ];
  },
  warn: ({ about, timeZone }) => (about ? warnings(about, timeZone) : []),
  extend: ({ about, timeZone }) => [
    requester(
      "prazo prorrogado",
      `A equipe prorrogou o prazo de resposta${about ? ` até ${momentInFull(about.dueAt, timeZone)}` : ""}. A justificativa está abaixo.`,
    ),
  ],
  validation_lapse: ({ link }) => [
    {
      ...requester(
        "encerrado por falta de resposta",
        "O prazo para responder à solução terminou e o chamado foi encerrado. Se ainda precisar, abra um novo chamado a partir deste.",
      ),
      link,
    },
  ],
  reopen: ({ current, side }) => [
    ...(side === "staff"
      ? [requester("reaberto pela equipe", "A equipe reabriu o seu chamado. O motivo está abaixo.")]
      : []),
    staffOrManagers(current, "reaberto", "O chamado foi reaberto. O motivo está abaixo."),
  ],
  hand_over: () => [attendant("passado a você", "Este chamado passou para você.")],
  transfer: () => [
    requester("encaminhado a outro setor", "O seu chamado foi encaminhado ao setor que cuida do assunto."),
  ],
  lose_assignee: () => [
    managers("sem atendente", "O atendente deste chamado saiu; é preciso indicar outro."),
  ],
  change_service: () => [requester("serviço corrigido", "A equipe corrigiu o serviço do seu chamado.")],
  merge: () => [
    requester("reunido a outro chamado", "Este chamado foi reunido a outro seu; o atendimento segue por lá."),
  ],
  split: () => [requester("dividido em dois", "Parte do seu pedido agora é acompanhada em outro chamado.")],
};

/** " até 24 de novembro…", for the middle of a sentence; nothing where no end is known. */
const by = (about: About | null, timeZone: string): string =>
  about ? ` até ${momentInFull(about.dueAt, timeZone)}` : "";

const requester = (subject: string, text: string): Notice => ({ to: "requester", subject, text });
const attendant = (subject: string, text: string): Notice => ({ to: "attendant", subject, text });
const managers = (subject: string, text: string): Notice => ({ to: "managers", subject, text });

function reminder(ticket: LockedTicket, dueAt: Date, timeZone: string): Notice {
  const until = momentInFull(dueAt, timeZone);
  if (ticket.status === "validating") {
    const text = `Há uma solução à sua espera. Diga até ${until} se resolveu ou não. Sem a sua resposta, o chamado será encerrado. Se só precisar de mais tempo, diga que ainda precisa.`;
    return { ...requester("responda se a solução resolveu", text), solution: true };
  }
  return requester(
    "ainda esperamos a sua resposta",
    `Ainda precisamos de você:\n\n${ticket.pendingReason}\n\nEsperamos a sua resposta até ${until}; depois disso ${endOf(ticket)}. Se precisar de mais tempo, diga que ainda precisa.`,
  );
}

/** What follows on a silence. */
function endOf({ status, pendingFrom }: LockedTicket): string {
  if (status === "validating") return "o chamado é encerrado";
  return pendingFrom === "in_review"
    ? "a análise continua sem ela"
    : "vamos propor o encerramento do chamado";
}

const WHY_UNREACHED: Record<Unreached, string> = {
  disabled: "a conta dele está desativada",
  blocked: "o portal não escreve mais ao endereço dele, e ele não entra no portal",
  undelivered: "a última mensagem a ele não chegou, e ele não entra no portal",
  no_address: "ele não tem endereço de e-mail",
};

/** Whether the portal tells of it who gets no letter. */
const enters = (unreached: Unreached | null | undefined) => !unreached || unreached === "no_address";

/** To who can act instead of a requester whom no letter reaches. */
function unheard(ticket: LockedTicket, dueAt: Date, timeZone: string, why: Unreached): Notice[] {
  const shown = enters(why);
  const subject = shown
    ? "o requerente só recebe o aviso do prazo no portal"
    : "o requerente não recebe o aviso do prazo";
  const misses = shown ? "só recebe no portal" : "não recebe";
  const until = momentInFull(dueAt, timeZone);
  const forOthers: Notice = {
    to: "colleagues",
    subject,
    text: `Quem abriu este chamado não recebe o aviso de que o prazo para a resposta termina em ${until}; depois disso ${endOf(ticket)}. Você pode responder pelo portal, pela instituição.`,
  };
  return [
    ...(shown ? [] : [forOthers]),
    {
      ...attendant(
        subject,
        `O requerente ${misses} o aviso de que o prazo termina: ${WHY_UNREACHED[why]}. Esperamos a resposta dele até ${until}; depois disso ${endOf(ticket)}. Fale com ele por telefone, se houver.`,
      ),
      bare: `Quem abriu este chamado ${misses} o aviso de que o prazo para a resposta está terminando, e ninguém o atende: o setor não tem gestor com perfil em vigor. Dê a alguém o perfil de gestor do setor: quem o tiver vê o chamado.`,
      otherwise: ["managers", "administrators"],
    },
  ];
}

const PROMISES: Partial<Record<DeadlineKind, string>> = {
  first_response: "da primeira resposta",
  resolution: "da solução",
};

/** To whoever attends and to the managers: what little is left, what is late, what still is. */
function warnings({ deadline, dueAt, step }: About, timeZone: string): Notice[] {
  const promise = PROMISES[deadline] ?? "";
  const until = momentInFull(dueAt, timeZone);
  switch (step) {
    case STEPS.warning:
      return told(
        ["attendant", "managers"],
        `prazo ${promise} perto do fim`,
        `O prazo ${promise} termina em ${until}.`,
      );
    case STEPS.due:
      return told(
        ["attendant", "managers"],
        `prazo ${promise} vencido`,
        `O prazo ${promise} venceu em ${until}.`,
      );
    default:
      return told(
        ["managers"],
        `prazo ${promise} continua vencido`,
        `O prazo ${promise} venceu em ${until} e o chamado continua sem ela. É preciso agir: assumir, passar a outra pessoa ou falar com o requerente.`,
      );
  }
}

const told = (audiences: Audience[], subject: string, text: string): Notice[] =>
  audiences.map((to) => ({ to, subject, text }));

function staffOrManagers(ticket: LockedTicket, subject: string, text: string): Notice {
  return ticket.assigneeId ? attendant(subject, text) : managers(subject, text);
}

/** What it waits for is what somebody wrote: a paragraph of its own. */
function waiting(ticket: LockedTicket, until: string): Notice {
  if (ticket.pendingType !== "requester") {
    const label = ticket.pendingType ? PENDING_FOR_REQUESTER[ticket.pendingType].toLowerCase() : "aguardando";
    return requester(label, `O seu chamado está ${label}. O motivo:\n\n${ticket.pendingReason}`);
  }
  const next = ticket.pendingFrom === "in_review" ? "a análise continua sem a sua resposta" : endOf(ticket);
  return requester(
    "precisamos da sua resposta",
    `Para continuar, precisamos de você:\n\n${ticket.pendingReason}\n\nResponda${until}; depois disso ${next}.`,
  );
}

/** The message of the solution that waits for an answer. */
async function solutionSaid(tx: Tx, ticketId: string): Promise<string | null> {
  const [waits] = await tx
    .select({ messageId: solutions.messageId })
    .from(solutions)
    .where(and(eq(solutions.ticketId, ticketId), eq(solutions.state, "waiting")));
  return waits?.messageId ?? null;
}

async function zoneOf(tx: Tx, departmentId: string): Promise<string> {
  const [department] = await tx
    .select({ timeZone: departments.timeZone })
    .from(departments)
    .where(eq(departments.id, departmentId));
  return department?.timeZone ?? "America/Sao_Paulo";
}

/** Somebody who is told of a change, and in which ways. */
export interface Told {
  notice: Notice;
  recipient: Recipient;
  topic: NoticeTopic;
  email: boolean;
  app: boolean;
}

/** Whom a change tells, each in the ways that they chose; nobody of their own act. */
export async function tellings(change: Change): Promise<Told[]> {
  const { about, link, beside, ticket, current, from, to, side, otherSender, verb } = change;
  const timeZone = about ? await zoneOf(change.tx, current.departmentId) : "UTC";
  const situation = { about, link, beside, ticket, current, from, to, side, otherSender, timeZone };
  const notices = NOTICES[verb]?.(situation) ?? [];
  const solution = notices.some((notice) => notice.solution)
    ? await solutionSaid(change.tx, current.id)
    : null;
  const told: Pick<Told, "notice" | "recipient">[] = [];
  for (const notice of notices) {
    for (const recipient of await recipients(change, notice.to, ...(notice.otherwise ?? [])))
      told.push({ notice: notice.solution ? { ...notice, messageId: solution } : notice, recipient });
  }
  return inTheirWays(change, told);
}

/** As whom anybody hears of it, in the portal or by letter. */
export function heard(told: readonly Told[]): Audience[] {
  const reached = told.filter(({ app, email, recipient }) => (app && recipient.enters) || email);
  return [...new Set(reached.map(({ recipient }) => recipient.as))];
}

async function inTheirWays(
  { tx, verb }: Pick<Change, "tx" | "verb">,
  told: readonly Pick<Told, "notice" | "recipient">[],
): Promise<Told[]> {
  if (told.length === 0) return [];
  const chosen = await choicesOf(
    tx,
    told.map(({ recipient }) => recipient.id),
  );
  return told.map((one) => {
    const { id, as, address } = one.recipient;
    const topic = topicOf(verb, as);
    const ways = chosen(id, topic);
    // Without its notice no silence ends anything: who asked for no letters gets this one, and so does who works the ticket.
    const due = verb === "remind" && as !== "colleagues";
    const email = address !== null && (ways.email || due);
    return { ...one, topic, email, app: (ways.app || due) && as !== "administrators" };
  });
}

/** Writes one plain notice per person concerned, in the portal and by letter. */
export async function notify(
  change: Pick<Change, "tx" | "verb" | "side" | "now">,
  { ticket, eventId, messageId }: { ticket: LockedTicket; eventId: string; messageId: string | null },
  told: readonly Told[],
): Promise<void> {
  const { tx, verb, side, now } = change;
  const shown = told.flatMap(({ app, topic, notice, recipient }) =>
    app
      ? [{ userId: recipient.id, ticketId: ticket.id, eventId, topic, text: notice.subject, createdAt: now }]
      : [],
  );
  if (shown.length > 0) await tx.insert(noticesTable).values(shown).onConflictDoNothing();
  const letters = told.flatMap(({ email, notice, recipient }) => {
    const { address } = recipient;
    return email && address
      ? [letter({ verb, side, ticket }, notice, { ...recipient, address }, messageId)]
      : [];
  });
  await enqueue(tx, letters, { ticketId: ticket.id, eventId, now });
}

/** Tells whoever attends the ticket that another one was merged into it. */
export async function notifyMerged(change: Change, target: LockedTicket, eventId: string): Promise<void> {
  const notice = attendant(
    "outro chamado reunido a este",
    `O chamado ${formatNumber(change.ticket.number)} foi reunido a este; o atendimento dos dois segue aqui.`,
  );
  const people = await recipients({ ...change, current: target }, notice.to);
  const told = await inTheirWays(
    change,
    people.map((recipient) => ({ notice, recipient })),
  );
  await notify(change, { ticket: target, eventId, messageId: null }, told);
}

/** What the requester said with: whoever answers such a letter speaks to them. */
const TO_REQUESTER: ReadonlySet<TicketVerb> = new Set(["reply", "refuse_solution", "reopen"]);

/** As whom its reader answers a letter: another's matter nobody answers by letter. */
function voiceOf({ verb, side }: Pick<Change, "verb" | "side">, to: Audience): ReplyVoice | null {
  if (to === "requester") return "requester";
  if (to === "colleagues" || to === "administrators") return null;
  return side === "requester" && TO_REQUESTER.has(verb) ? "staff" : "note";
}

function letter(
  change: Pick<Change, "verb" | "side" | "ticket">,
  notice: Notice,
  to: Recipient & { address: string },
  messageId: string | null,
): Letter {
  const number = formatNumber(change.ticket.number);
  const { title, proved } = change.ticket;
  // Who administers the portal does not see its tickets.
  if (to.as === "administrators") return numbered(number, notice, to, change.verb);
  // What a message said that may be from anybody goes to the team alone, and so does the name it gave.
  const named = proved || to.as !== "requester";
  const paragraphs = [named ? `Olá, ${to.name}.` : "Olá.", notice.text];
  paragraphs.push(`Chamado ${number}${named ? `: ${title}` : ""}`);
  return {
    kind: change.verb,
    recipientId: to.id,
    recipientAs: to.as,
    to: to.address,
    subject: `[${number}] ${named ? `${title}: ` : ""}${notice.subject}`,
    body: paragraphs.join("\n\n"),
    messageId: messageId ?? notice.messageId ?? null,
    path: to.enters ? `/chamados/${change.ticket.number}` : null,
    voice: voiceOf(change, to.as),
    link: notice.link && { ...notice.link, userId: to.id },
    beside: notice.beside && { ...notice.beside, userId: to.id },
  };
}

/** To who may not open the ticket: its number, and what they can do. */
function numbered(
  number: string,
  { subject, text, bare = text }: Notice,
  to: Recipient & { address: string },
  kind: TicketVerb,
): Letter {
  return {
    kind,
    recipientId: to.id,
    recipientAs: to.as,
    to: to.address,
    subject: `[${number}] ${subject}`,
    body: [`Olá, ${to.name}.`, bare, `Chamado ${number}`].join("\n\n"),
    messageId: null,
    path: null,
    voice: null,
  };
}

/** By when it should be done, and what comes next. */
async function nextOf(tx: Tx, ticketId: string): Promise<string> {
  const [found] = await tx
    .select({ promisedOn: tickets.promisedOn, analysis: services.analysis })
    .from(tickets)
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .where(eq(tickets.id, ticketId));
  const forecast = found?.promisedOn ? `A previsão é até ${dayInFull(found.promisedOn)}. ` : "";
  const work = found?.analysis ? "ela analisa o pedido e atende" : "ela atende o pedido";
  return `${forecast}O próximo passo é da equipe: ${work}. Quando houver uma solução, você diz se ela resolveu.`;
}

/** The receipt of an opening, to the address given for the ticket: a number and nothing else where nobody has `proved` who asks. */
export async function acknowledge(
  tx: Tx,
  begun: Begun,
  requester: { id: string; name: string; address: string | null; proved?: boolean },
  now: Date,
): Promise<void> {
  if (!requester.address) return;
  const number = formatNumber(begun.number);
  const { proved = true } = requester;
  const receipt: Letter = {
    kind: "open",
    recipientId: requester.id,
    recipientAs: "requester",
    to: requester.address,
    subject: `[${number}]${proved ? ` ${begun.title}:` : ""} recebemos o seu chamado`,
    body: [
      proved ? `Olá, ${requester.name}.` : "Olá.",
      `Recebemos o seu chamado. O número dele é ${number}. ${proved ? "O comprovante vai anexo, em PDF. " : ""}Você recebe um aviso a cada novidade.`,
      ...(proved ? [await nextOf(tx, begun.id)] : []),
      `Chamado ${number}${proved ? `: ${begun.title}` : ""}`,
    ].join("\n\n"),
    messageId: null,
    path: proved ? `/chamados/${begun.number}` : null,
    voice: "requester",
  };
  await enqueue(tx, [receipt], { ticketId: begun.id, eventId: begun.eventId, now });
}
