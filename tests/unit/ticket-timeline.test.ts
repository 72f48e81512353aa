import { describe, expect, it } from "vitest";
import { TICKET_VERBS, type TicketVerb } from "@/db/enums";
import { fromPlainText } from "@/lib/richtext/document";
import { historyLine, type Names, type Reader, shortName, type TicketEvent } from "@/lib/tickets/history";
import {
  type Entry,
  firstNew,
  type Records,
  type TicketMessage,
  type TicketSolution,
  timeline,
} from "@/lib/tickets/timeline";

const names: Names = {
  people: new Map([
    ["ana", "Ana Beatriz Souza"],
    ["marina", "Marina Alves"],
    ["tiago", "Tiago Reis"],
  ]),
  departments: new Map([["traffic", "Trânsito"]]),
  services: new Map([["iptu", "IPTU"]]),
  tickets: new Map([["other", 2172]]),
  senders: new Map(),
};

const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));
const ana: Reader = { kind: "requester", userId: "ana" };
const clara: Reader = { kind: "requester", userId: "clara" };
const marina: Reader = { kind: "staff", userId: "marina" };
const tiago: Reader = { kind: "staff", userId: "tiago" };

let count = 0;
function event(verb: TicketVerb, traits: Partial<TicketEvent> = {}): TicketEvent {
  count += 1;
  return {
    id: `event-${String(count).padStart(4, "0")}`,
    verb,
    actorKind: "user",
    actorId: "marina",
    side: "staff",
    at: at(10),
    internal: false,
    fromStatus: "assigned",
    toStatus: "assigned",
    facts: {},
    ...traits,
  };
}

const byAna = { actorId: "ana", side: "requester" } as const;
const bySystem = { actorKind: "system", actorId: null, side: "system" } as const;

/** Every verb with what it records, and its words for the requester, for the one who did it, and for a colleague of theirs. */
const cases: [string, TicketEvent, string | null, string | null][] = [
  ["open", event("open", { ...byAna, fromStatus: null, toStatus: "new" }), null, null],
  [
    "open for somebody",
    event("open", { fromStatus: null }),
    "Marina Alves abriu este chamado pelo requerente",
    "Marina Alves abriu este chamado pelo requerente",
  ],
  [
    "open from another",
    event("open", { ...byAna, facts: { otherTicketId: "other" } }),
    "Você abriu este chamado a partir do chamado 00002172",
    "Ana Souza abriu este chamado a partir do chamado 00002172",
  ],
  [
    "take",
    event("take", { facts: { assigneeId: "marina" } }),
    "Marina Alves assumiu o atendimento",
    "Marina Alves assumiu o atendimento",
  ],
  [
    "assign",
    event("assign", { facts: { assigneeId: "tiago" } }),
    "Marina Alves passou o atendimento a Tiago Reis",
    "Marina Alves passou o atendimento a você",
  ],
  [
    "start_analysis",
    event("start_analysis"),
    "Marina Alves começou a analisar o pedido",
    "Marina Alves começou a analisar o pedido",
  ],
  [
    "stop_analysis",
    event("stop_analysis"),
    "O pedido voltou à fila de análise",
    "Marina Alves devolveu o pedido à fila",
  ],
  [
    "hand_over_analysis",
    event("hand_over_analysis", { facts: { reviewerId: "tiago" } }),
    "Marina Alves passou a análise a Tiago Reis",
    "Marina Alves passou a análise a você",
  ],
  [
    "approve_analysis",
    event("approve_analysis", { facts: { assigneeId: "tiago" } }),
    "Marina Alves aprovou o pedido na análise; quem atende é Tiago Reis",
    "Marina Alves aprovou o pedido na análise; quem atende é você",
  ],
  [
    "approve_analysis to oneself",
    event("approve_analysis", { facts: { assigneeId: "marina" } }),
    "Marina Alves aprovou o pedido na análise e vai atender",
    "Marina Alves aprovou o pedido na análise e vai atender",
  ],
  [
    "reject_analysis",
    event("reject_analysis"),
    "Marina Alves não aprovou o pedido na análise",
    "Marina Alves não aprovou o pedido na análise",
  ],
  ["cancel", event("cancel", byAna), "Você cancelou o chamado", "Ana Souza cancelou o chamado"],
  [
    "set_pending",
    event("set_pending", { facts: { pendingType: "requester" } }),
    "Aguardando você: Falta o laudo",
    "Marina Alves deixou o chamado à espera do requerente: Falta o laudo",
  ],
  [
    "change_pending",
    event("change_pending", { facts: { pendingType: "third_party" } }),
    "Aguardando terceiro: Falta o laudo",
    "Marina Alves deixou o chamado à espera de terceiro: Falta o laudo",
  ],
  [
    "set_pending for the team",
    event("set_pending", { facts: { pendingType: "team" } }),
    "Aguardando a equipe: Falta o laudo",
    "Marina Alves deixou o chamado à espera da equipe: Falta o laudo",
  ],
  ["resume", event("resume"), "Marina Alves retomou o atendimento", "Marina Alves retomou o atendimento"],
  [
    "resume the analysis",
    event("resume", { toStatus: "in_review" }),
    "Marina Alves retomou a análise",
    "Marina Alves retomou a análise",
  ],
  ["reply", event("reply", byAna), null, null],
  [
    "reply to a wait",
    event("reply", { ...byAna, fromStatus: "pending" }),
    "Com a resposta, o atendimento continua",
    "Com a resposta, o atendimento continua",
  ],
  [
    "reply to a wait in the analysis",
    event("reply", { ...byAna, fromStatus: "pending", toStatus: "in_review" }),
    "Com a resposta, a análise continua",
    "Com a resposta, a análise continua",
  ],
  [
    "reply to a solution",
    event("reply", { ...byAna, fromStatus: "validating", toStatus: "validating" }),
    "O prazo para responder à solução recomeçou",
    "O prazo para responder à solução recomeçou",
  ],
  ["follow_up", event("follow_up"), null, null],
  [
    "follow_up that takes",
    event("follow_up", { fromStatus: "new" }),
    "Marina Alves assumiu o atendimento",
    "Marina Alves assumiu o atendimento",
  ],
  ["add_note", event("add_note", { internal: true }), null, null],
  ["auto_reply", event("auto_reply", { internal: true }), null, null],
  [
    "a message that somebody let through",
    event("reply", { ...byAna, facts: { incomingId: "mail", releasedBy: "marina" } }),
    "Marina Alves publicou um e-mail que esperava conferência",
    "Marina Alves publicou um e-mail que esperava conferência",
  ],
  [
    "a ticket that somebody opened from a message",
    event("open", {
      actorKind: "system",
      actorId: null,
      side: "requester",
      facts: { incomingId: "mail", releasedBy: "marina" },
    }),
    "Marina Alves abriu este chamado a partir de um e-mail",
    "Marina Alves abriu este chamado a partir de um e-mail",
  ],
  [
    "revoke_links",
    event("revoke_links", byAna),
    "Você cancelou os links e os endereços de resposta dos e-mails enviados",
    "Ana Souza cancelou os links e os endereços de resposta dos e-mails enviados",
  ],
  ["propose_solution", event("propose_solution", { toStatus: "validating" }), null, null],
  [
    "withdraw_solution",
    event("withdraw_solution"),
    "Marina Alves retirou a solução proposta",
    "Marina Alves retirou a solução proposta",
  ],
  [
    "pending_lapse",
    event("pending_lapse", { ...bySystem, toStatus: "validating" }),
    "O prazo para responder terminou e o encerramento foi proposto",
    "O prazo para responder terminou e o encerramento foi proposto",
  ],
  [
    "pending_lapse in the analysis",
    event("pending_lapse", { ...bySystem, toStatus: "in_review" }),
    "O prazo para responder terminou e a análise continua",
    "O prazo para responder terminou e a análise continua",
  ],
  [
    "approve_solution",
    event("approve_solution", { ...byAna, toStatus: "resolved" }),
    "Você aprovou a solução",
    "Ana Souza aprovou a solução",
  ],
  [
    "approve_solution that closes",
    event("approve_solution", { ...byAna, toStatus: "closed" }),
    "Você aprovou a solução e o chamado foi fechado",
    "Ana Souza aprovou a solução e o chamado foi fechado",
  ],
  [
    "refuse_solution",
    event("refuse_solution", byAna),
    "Você respondeu que não resolveu",
    "Ana Souza respondeu que não resolveu",
  ],
  [
    "refuse_solution with nobody left",
    event("refuse_solution", { ...byAna, facts: { assigneeId: null, escalated: true } }),
    "Você respondeu que não resolveu",
    "Ana Souza respondeu que não resolveu; ninguém está atribuído e o gestor foi avisado",
  ],
  [
    "refuse_solution with nobody left, nor a manager",
    event("refuse_solution", { ...byAna, facts: { assigneeId: null } }),
    "Você respondeu que não resolveu",
    "Ana Souza respondeu que não resolveu; ninguém está atribuído",
  ],
  [
    "still_needed",
    event("still_needed", { ...byAna, facts: { escalated: true } }),
    "Você avisou que ainda precisa e o prazo recomeçou",
    "Ana Souza avisou que ainda precisa e o prazo recomeçou; o gestor foi avisado",
  ],
  [
    "validation_lapse",
    event("validation_lapse", { ...bySystem, toStatus: "closed" }),
    "O prazo para responder à solução terminou e o chamado foi fechado",
    "O prazo para responder à solução terminou e o chamado foi fechado",
  ],
  ["reopen", event("reopen", byAna), "Você reabriu o chamado", "Ana Souza reabriu o chamado"],
  [
    "window_over",
    event("window_over", { ...bySystem, toStatus: "closed" }),
    "O prazo para reabrir terminou e o chamado foi fechado",
    "O prazo para reabrir terminou e o chamado foi fechado",
  ],
  [
    "rate",
    event("rate", { ...byAna, facts: { stars: 4 } }),
    "Você avaliou o atendimento",
    "Ana Souza avaliou o atendimento",
  ],
  [
    "hand_over",
    event("hand_over", { facts: { assigneeId: "tiago" } }),
    "Marina Alves passou o atendimento a Tiago Reis",
    "Marina Alves passou o atendimento a você",
  ],
  [
    "hand_over to oneself",
    event("hand_over", { facts: { assigneeId: "marina" } }),
    "Marina Alves assumiu o atendimento",
    "Marina Alves assumiu o atendimento",
  ],
  [
    "transfer",
    event("transfer", { facts: { departmentId: "traffic" } }),
    "Marina Alves encaminhou o chamado para Trânsito",
    "Marina Alves encaminhou o chamado para Trânsito",
  ],
  [
    "lose_assignee",
    event("lose_assignee", { ...bySystem, facts: { formerAssigneeId: "marina", escalated: true } }),
    "O chamado espera outra pessoa da equipe",
    "Marina Alves não atende mais; o chamado espera outra pessoa e o gestor foi avisado",
  ],
  [
    "lose_assignee, and no manager hears of it",
    event("lose_assignee", { ...bySystem, facts: { formerAssigneeId: "marina" } }),
    "O chamado espera outra pessoa da equipe",
    "Marina Alves não atende mais; o chamado espera outra pessoa",
  ],
  [
    "change_service",
    event("change_service", { facts: { serviceId: "iptu" } }),
    "Marina Alves corrigiu o serviço para “IPTU”",
    "Marina Alves corrigiu o serviço para “IPTU”",
  ],
  [
    "change_priority",
    event("change_priority", { internal: true, facts: { formerPriority: "normal", priority: "urgent" } }),
    "Marina Alves mudou a prioridade de normal para urgente",
    "Marina Alves mudou a prioridade de normal para urgente",
  ],
  [
    "merge into",
    event("merge", { toStatus: "closed", facts: { otherTicketId: "other" } }),
    "Marina Alves reuniu este chamado ao chamado 00002172; o atendimento segue por lá",
    "Marina Alves reuniu este chamado ao chamado 00002172; o atendimento segue por lá",
  ],
  [
    "merge of another",
    event("merge", { facts: { otherTicketId: "other" } }),
    "Marina Alves reuniu o chamado 00002172 a este",
    "Marina Alves reuniu o chamado 00002172 a este",
  ],
  [
    "split",
    event("split", { facts: { otherTicketId: "other" } }),
    "Marina Alves levou parte deste pedido ao chamado 00002172",
    "Marina Alves levou parte deste pedido ao chamado 00002172",
  ],
  [
    "remind",
    event("remind", { ...bySystem, facts: { deadline: "pending_lapse" } }),
    "Avisamos você de que o prazo para responder está terminando",
    "O requerente foi avisado de que o prazo dele está terminando",
  ],
  [
    "remind, late",
    event("remind", { ...bySystem, facts: { deadline: "pending_lapse", postponed: true } }),
    "O prazo para responder foi adiado: termina um dia depois do aviso",
    "O prazo para responder foi adiado: termina um dia depois do aviso",
  ],
  [
    "remind, and nothing reaches the requester, from before it was written down who was told",
    event("remind", { ...bySystem, facts: { deadline: "pending_lapse", unreached: "disabled" } }),
    "Quem abriu este chamado não pôde ser avisado de que o prazo para responder está terminando",
    "O requerente não pôde ser avisado de que o prazo dele está terminando",
  ],
  ...(
    [
      [["attendant"], "a equipe foi avisada"],
      [["managers"], "o gestor foi avisado"],
      [["administrators"], "a administração do portal foi avisada"],
      [["colleagues"], "colegas da instituição foram avisados"],
      [["colleagues", "attendant"], "a equipe foi avisada e colegas da instituição foram avisados"],
    ] as const
  ).map(([told, text]): [string, TicketEvent, string, string] => [
    `remind, and nothing reaches the requester, but ${told}`,
    event("remind", {
      ...bySystem,
      facts: { deadline: "pending_lapse", unreached: "disabled", told: [...told] },
    }),
    "Quem abriu este chamado não pôde ser avisado de que o prazo para responder está terminando",
    `O requerente não pôde ser avisado de que o prazo dele está terminando; ${text}`,
  ]),
  [
    "remind, and nobody hears of it",
    event("remind", {
      ...bySystem,
      internal: true,
      facts: { deadline: "pending_lapse", unreached: "disabled", told: [], postponed: true },
    }),
    "Ninguém pôde ser avisado de que o prazo do requerente está terminando; o prazo não termina enquanto for assim",
    "Ninguém pôde ser avisado de que o prazo do requerente está terminando; o prazo não termina enquanto for assim",
  ],
  [
    "remind, and the last letter to the requester did not arrive",
    event("remind", {
      ...bySystem,
      facts: { deadline: "pending_lapse", postponed: true, unreached: "undelivered", told: ["managers"] },
    }),
    "Quem abriu este chamado não pôde ser avisado de que o prazo para responder está terminando",
    "A última mensagem ao requerente, de que o prazo dele está terminando, não chegou; o gestor foi avisado; o prazo termina um dia depois",
  ],
  [
    "remind, of who has no address",
    event("remind", {
      ...bySystem,
      facts: { deadline: "pending_lapse", unreached: "no_address", told: ["requester", "attendant"] },
    }),
    "Avisamos você de que o prazo para responder está terminando",
    "O requerente foi avisado, só no portal, de que o prazo dele está terminando; a equipe foi avisada",
  ],
  [
    "remind, late, of who has no address",
    event("remind", {
      ...bySystem,
      facts: {
        deadline: "pending_lapse",
        postponed: true,
        unreached: "no_address",
        told: ["requester", "managers"],
      },
    }),
    "O prazo para responder foi adiado: termina um dia depois do aviso",
    "O prazo para responder foi adiado: termina um dia depois do aviso, que o requerente só recebe no portal; o gestor foi avisado",
  ],
  [
    "remind, late, and nothing reaches the requester",
    event("remind", {
      ...bySystem,
      facts: { deadline: "pending_lapse", postponed: true, unreached: "blocked", told: ["attendant"] },
    }),
    "Quem abriu este chamado não pôde ser avisado de que o prazo para responder está terminando",
    "O requerente não pôde ser avisado de que o prazo dele está terminando; a equipe foi avisada; o prazo termina um dia depois",
  ],
  ...(
    [
      ["first_response", 1, undefined, "O prazo da primeira resposta está perto do fim"],
      [
        "first_response",
        1,
        ["attendant", "managers"],
        "O prazo da primeira resposta está perto do fim; a equipe foi avisada",
      ],
      ["resolution", 2, ["managers"], "O prazo da solução venceu; o gestor foi avisado"],
      ["resolution", 2, [], "O prazo da solução venceu"],
      ["resolution", 3, ["managers"], "O prazo da solução continua vencido; o gestor foi avisado"],
    ] as const
  ).map(
    ([deadline, step, told, text]) =>
      [
        `warn of ${deadline}, ${step}, to ${told}`,
        event("warn", {
          ...bySystem,
          internal: true,
          facts: { deadline, step, ...(told ? { told: [...told] } : {}) },
        }),
        text,
        text,
      ] as [string, TicketEvent, string, string],
  ),
  [
    "extend",
    event("extend", { facts: { deadline: "resolution" } }),
    "Marina Alves prorrogou o prazo de resposta",
    "Marina Alves prorrogou o prazo de resposta",
  ],
  [
    "continue",
    event("continue", { ...byAna, facts: { otherTicketId: "other" } }),
    "Você abriu o chamado 00002172 a partir deste",
    "Ana Souza abriu o chamado 00002172 a partir deste",
  ],
];

describe("what an event says", () => {
  it.each(cases)("%s", (_name, recorded, requester, staff) => {
    expect(historyLine(recorded, ana, names, "Falta o laudo")?.text ?? null).toBe(requester);
    expect(historyLine(recorded, tiago, names, "Falta o laudo")?.text ?? null).toBe(staff);
  });

  it("has words for every verb", () => {
    const told = new Set(cases.map(([, recorded]) => recorded.verb));
    expect(TICKET_VERBS.filter((verb) => !told.has(verb))).toEqual([]);
  });

  it("says “você” to the one who did it", () => {
    expect(historyLine(event("take"), marina, names)?.text).toBe("Você assumiu o atendimento");
  });

  it("names the address of a message that somebody let through", () => {
    const known: Names = { ...names, senders: new Map([["mail", "ana@outro.example"]]) };
    const facts = { incomingId: "mail", releasedBy: "marina" };
    expect(historyLine(event("reply", { facts }), tiago, known)?.text).toBe(
      "Marina Alves publicou um e-mail de ana@outro.example que esperava conferência",
    );
    expect(historyLine(event("reply", { facts }), marina, known)?.text).toBe(
      "Você publicou um e-mail de ana@outro.example que esperava conferência",
    );
  });

  it("names nobody whose name is gone, and no ticket the reader may not open", () => {
    const nobody: Names = {
      people: new Map(),
      departments: new Map(),
      services: new Map(),
      tickets: new Map(),
      senders: new Map(),
    };
    expect(historyLine(event("take"), ana, nobody)?.text).toBe("A equipe assumiu o atendimento");
    expect(historyLine(event("cancel", byAna), marina, nobody)?.text).toBe("O requerente cancelou o chamado");
    expect(historyLine(event("split", { facts: { otherTicketId: "other" } }), ana, nobody)?.text).toBe(
      "A equipe levou parte deste pedido a outro chamado",
    );
  });

  it("shortens a name to its first and last word", () => {
    expect(shortName("Maria das Dores de Lima")).toBe("Maria Lima");
    expect(shortName("Marina Alves")).toBe("Marina Alves");
  });
});

function message(
  of: TicketEvent,
  kind: TicketMessage["kind"],
  traits: Partial<TicketMessage> = {},
): TicketMessage {
  return {
    id: `message-${of.id}`,
    eventId: of.id,
    kind,
    side: of.side,
    authorId: of.actorId,
    authorName: names.people.get(of.actorId ?? "") ?? null,
    body: kind === "request" ? null : fromPlainText(`Texto de ${kind}`),
    createdAt: of.at,
    files: [],
    ...traits,
  };
}

/** A whole life: opened, taken with a public answer, noted, awaited, answered, solved, refused. */
function life(): Records {
  const opened = event("open", { ...byAna, at: at(8), fromStatus: null, toStatus: "new" });
  const taken = event("follow_up", { at: at(9), fromStatus: "new" });
  const noted = event("add_note", { at: at(10), internal: true });
  const raised = event("change_priority", {
    at: at(11),
    internal: true,
    facts: { formerPriority: "normal", priority: "high" },
  });
  const awaited = event("set_pending", {
    at: at(12),
    toStatus: "pending",
    facts: { pendingType: "requester" },
  });
  const answered = event("reply", { ...byAna, at: at(13), fromStatus: "pending" });
  const proposed = event("propose_solution", { at: at(14), toStatus: "validating" });
  const refused = event("refuse_solution", { ...byAna, at: at(15) });
  const moved = event("transfer", { at: at(16), facts: { departmentId: "traffic" } });
  const reason = message(refused, "decision");
  const solution: TicketSolution = {
    id: "solution",
    messageId: `message-${proposed.id}`,
    origin: "staff",
    state: "refused",
    decidedBy: "ana",
    decidedAt: at(15),
    decisionMessageId: reason.id,
  };
  return {
    events: [moved, refused, proposed, answered, awaited, raised, noted, taken, opened],
    messages: [
      reason,
      message(moved, "internal_note"),
      message(proposed, "solution"),
      message(answered, "reply"),
      message(noted, "internal_note"),
      message(taken, "follow_up"),
      message(opened, "request"),
    ],
    solutions: [solution],
    periods: [{ startedAt: at(12), reason: "Falta o laudo" }],
  };
}

const gist = (entry: Entry) =>
  entry.kind === "line" ? entry.text : "tone" in entry ? entry.tone : entry.kind;

describe("the conversation", () => {
  it("puts what happened in order, with notes and internal lines for staff", () => {
    expect(timeline(life(), names, marina).map(gist)).toEqual([
      "request",
      "Você assumiu o atendimento",
      "reply",
      "note",
      "Você mudou a prioridade de normal para alta",
      "Você deixou o chamado à espera do requerente: Falta o laudo",
      "reply",
      "Com a resposta, o atendimento continua",
      "solution",
      "Ana Souza respondeu que não resolveu",
      "Você encaminhou o chamado para Trânsito",
      "note",
    ]);
  });

  it("leaves out everything internal for the requester and a colleague", () => {
    for (const reader of [ana, clara]) {
      const entries = timeline(life(), names, reader);
      expect(entries.map(gist)).not.toContain("note");
      expect(JSON.stringify(entries)).not.toMatch(/internal_note|prioridade/);
    }
    expect(timeline(life(), names, ana).map(gist)).toEqual([
      "request",
      "Marina Alves assumiu o atendimento",
      "reply",
      "Aguardando você: Falta o laudo",
      "reply",
      "Com a resposta, o atendimento continua",
      "solution",
      "Você respondeu que não resolveu",
      "Marina Alves encaminhou o chamado para Trânsito",
    ]);
  });

  it("joins a decision and its reason to the solution, and says them only there", () => {
    const entries = timeline(life(), names, ana);
    const solution = entries.find((entry) => entry.kind === "solution");
    expect(solution).toMatchObject({
      state: "refused",
      author: "Marina Alves",
      own: false,
      decision: { by: "Você", own: true, said: { author: "Ana Beatriz Souza", own: true } },
    });
    expect(JSON.stringify(entries).match(/Texto de decision/g)).toHaveLength(1);
  });

  it("tells own words from those of others", () => {
    const own = (reader: Reader) =>
      timeline(life(), names, reader).flatMap((entry) =>
        entry.kind !== "line" && entry.own ? gist(entry) : [],
      );
    expect(own(ana)).toEqual(["request", "reply"]);
    expect(own(clara)).toEqual([]);
    expect(own({ kind: "requester", userId: null })).toEqual([]);
    expect(own(marina)).toEqual(["reply", "note", "solution", "note"]);
  });

  it("shows a rejection in the analysis as words of their own", () => {
    const rejected = event("reject_analysis", { toStatus: "rejected" });
    const entries = timeline(
      { events: [rejected], messages: [message(rejected, "decision")], solutions: [], periods: [] },
      names,
      ana,
    );
    expect(entries.map(gist)).toEqual(["Marina Alves não aprovou o pedido na análise", "rejection"]);
  });
});

describe("the marker of what is new", () => {
  const entry = (id: string, hour: number, own = false) => ({ id, at: at(hour), own });

  it("stands before the first entry of others since the last visit", () => {
    expect(firstNew([entry("a", 8), entry("b", 10), entry("c", 11)], at(9))).toBe("b");
  });
  it("moves past what came before one's own words", () => {
    expect(firstNew([entry("a", 10), entry("mine", 11, true), entry("b", 12)], at(9))).toBe("b");
  });
  it("is nowhere when all was read, only own words came, or it is the first visit", () => {
    expect(firstNew([entry("a", 8)], at(9))).toBeNull();
    expect(firstNew([entry("a", 8), entry("mine", 10, true)], at(9))).toBeNull();
    expect(firstNew([entry("a", 8)], null)).toBeNull();
  });
});
