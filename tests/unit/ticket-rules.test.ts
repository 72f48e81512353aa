import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TICKET_STATUSES, TICKET_VERBS, type TicketStatus } from "@/db/enums";
import type { Actor, UserActor } from "@/lib/actor";
import {
  availableVerbs,
  can,
  isFinal,
  type Party,
  partiesOf,
  readsInternal,
  rule,
  type TicketFacts,
  TRANSITIONS,
} from "@/lib/tickets/rules";

const NOW = new Date("2026-03-10T12:00:00Z");
const DAY = 86_400_000;

const ticket = (facts: Partial<TicketFacts> = {}): TicketFacts => ({
  id: "ticket",
  status: "assigned",
  requesterId: "ana",
  institutionId: "bank",
  departmentId: "finance",
  assigneeId: "marina",
  reviewerId: null,
  pendingFrom: null,
  pendingType: null,
  closedBy: null,
  analysis: false,
  reopenWindowDays: 5,
  reopenUntil: new Date(NOW.getTime() + DAY),
  noticed: true,
  extendable: true,
  solutionAuthorId: null,
  observed: false,
  ...facts,
});

const person = (userId: string, traits: Partial<UserActor> = {}): UserActor => ({
  kind: "user",
  userId,
  sessionId: "session",
  name: userId,
  email: null,
  admin: false,
  technicianOf: [],
  managerOf: [],
  moderatorOf: [],
  institution: null,
  classes: [],
  level: null,
  ...traits,
});

const bank = { id: "bank", name: "Banco", master: false };
const cast: Record<string, Actor> = {
  requester: person("ana"),
  colleague: person("clara", { institution: { ...bank, seesTickets: true } }),
  bystander: person("dario", { institution: { ...bank, seesTickets: false } }),
  stranger: person("bruno"),
  guest: { kind: "guest", ticketId: "ticket", userId: "ana" },
  otherGuest: { kind: "guest", ticketId: "another", userId: "ana" },
  technician: person("tiago", { technicianOf: ["finance"] }),
  manager: person("gilda", { managerOf: ["finance"] }),
  outsider: person("otto", { technicianOf: ["traffic"], managerOf: ["traffic"] }),
  admin: person("ada", { admin: true }),
  system: { kind: "system", job: "clock" },
};

/** A believable ticket in each status. */
const inStatus = (status: TicketStatus, facts: Partial<TicketFacts> = {}): TicketFacts =>
  ticket({
    status,
    ...(status === "pending" ? { pendingFrom: "assigned" as const, pendingType: "requester" as const } : {}),
    ...(status === "resolved" ? { resolvedAt: new Date(NOW.getTime() - DAY) } : {}),
    ...(status === "closed" ? { closedBy: "approval" as const } : {}),
    ...facts,
  });

describe("who is what to a ticket", () => {
  it.each<[string, Party[]]>([
    ["requester", ["requester"]],
    ["colleague", ["colleague"]],
    ["bystander", []],
    ["stranger", []],
    ["guest", ["guest"]],
    ["otherGuest", []],
    ["technician", ["technician"]],
    ["manager", ["manager", "technician"]],
    ["outsider", []],
    ["admin", []],
    ["system", ["system"]],
  ])("%s", (name, parties) => {
    const actor = cast[name];
    if (!actor) throw new Error(name);
    expect([...partiesOf(actor, ticket())]).toEqual(parties);
  });

  it("makes the reviewer and the solution's author of those who work in the department only", () => {
    const reviewed = ticket({ reviewerId: "tiago", solutionAuthorId: "tiago" });
    expect([...partiesOf(person("tiago", { technicianOf: ["finance"] }), reviewed)]).toEqual([
      "technician",
      "reviewer",
      "author",
    ]);
    expect([...partiesOf(person("tiago", { technicianOf: ["traffic"] }), reviewed)]).toEqual([]);
  });

  it("lets staff and observers, and nobody else, read internal notes", () => {
    const readers = Object.entries(cast).filter(([, actor]) => readsInternal(actor, ticket()));
    expect(readers.map(([name]) => name)).toEqual(["technician", "manager", "system"]);
    expect(readsInternal(person("olga"), ticket({ observed: true }))).toBe(true);
  });
});

describe("the table of transitions", () => {
  it("has a row for every verb but opening", () => {
    const verbs = new Set(TRANSITIONS.map((row) => row.verb));
    expect([...TICKET_VERBS].filter((verb) => !verbs.has(verb))).toEqual(["open"]);
  });

  it("never leaves a final status", () => {
    const moving = TRANSITIONS.filter((row) => row.from.some(isFinal) && row.to !== "same");
    expect(moving).toEqual([]);
  });

  it("never brings an assigned ticket back to new or in_review, but for a wait that began in the analysis", () => {
    const back = TRANSITIONS.filter(
      (row) =>
        (row.to === "new" || row.to === "in_review") &&
        row.from.some((status) => status !== "new" && status !== "in_review"),
    );
    expect(back.map((row) => [row.verb, row.pendingFrom])).toEqual([["pending_lapse", "in_review"]]);
  });

  it("gives no verb to strangers, other departments or the admin by role, in any status", () => {
    for (const name of ["stranger", "bystander", "otherGuest", "outsider", "admin"]) {
      const actor = cast[name];
      if (!actor) throw new Error(name);
      for (const status of TICKET_STATUSES) expect(availableVerbs(actor, inStatus(status), NOW)).toEqual([]);
    }
  });

  it("keeps the clock's verbs from people and people's verbs from the clock", () => {
    const clockVerbs = new Set(TRANSITIONS.filter((row) => row.by.includes("system")).map((row) => row.verb));
    expect([...clockVerbs]).toEqual([
      "pending_lapse",
      "remind",
      "validation_lapse",
      "window_over",
      "lose_assignee",
      "warn",
      "auto_reply",
    ]);
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(cast)),
        fc.constantFrom(...TICKET_STATUSES),
        fc.constantFrom(...TICKET_VERBS),
        (name, status, verb) => {
          const actor = cast[name];
          if (actor && can(verb, actor, inStatus(status), NOW)) {
            expect(clockVerbs.has(verb)).toBe(actor.kind === "system");
          }
        },
      ),
    );
  });

  it("is the life of a ticket, status by status and party by party", () => {
    const life: Record<string, Record<string, string[]>> = {};
    for (const status of TICKET_STATUSES) {
      const row: Record<string, string[]> = {};
      for (const name of ["requester", "colleague", "guest", "technician", "manager", "system"]) {
        const actor = cast[name];
        if (actor) row[name] = availableVerbs(actor, inStatus(status), NOW);
      }
      life[status] = row;
    }
    expect(life).toMatchSnapshot();
  });
});

describe("where a verb leads", () => {
  const lead = (verb: Parameters<typeof rule>[0], name: string, facts: TicketFacts, now = NOW) => {
    const actor = cast[name];
    if (!actor) throw new Error(name);
    const ruling = rule(verb, actor, facts, now);
    return ruling.allowed ? ruling.to : ruling.because;
  };

  it.each([
    ["approval with a window resolves", "approve_solution", "requester", inStatus("validating"), "resolved"],
    [
      "approval without a window closes",
      "approve_solution",
      "requester",
      inStatus("validating", { reopenWindowDays: 0 }),
      "closed",
    ],
    ["a reply ends a wait for the requester", "reply", "requester", inStatus("pending"), "assigned"],
    [
      "a reply during the analysis goes back to it",
      "reply",
      "requester",
      inStatus("pending", { pendingFrom: "in_review" }),
      "in_review",
    ],
    [
      "a reply does not end a wait for others",
      "reply",
      "requester",
      inStatus("pending", { pendingType: "third_party" }),
      "pending",
    ],
    ["a reply reopens nothing", "reply", "requester", inStatus("resolved"), "resolved"],
    ["a final ticket takes no reply", "reply", "requester", inStatus("closed"), "state"],
    ["a follow-up takes a new ticket", "follow_up", "technician", inStatus("new"), "assigned"],
    [
      "not where an analysis comes first",
      "follow_up",
      "technician",
      inStatus("new", { analysis: true }),
      "state",
    ],
    ["nor can it be taken", "take", "technician", inStatus("new", { analysis: true }), "state"],
    ["a service without analysis has none", "start_analysis", "technician", inStatus("new"), "state"],
    ["only the reviewer rejects", "reject_analysis", "technician", inStatus("in_review"), "party"],
    [
      "the reviewer does",
      "reject_analysis",
      "technician",
      inStatus("in_review", { reviewerId: "tiago" }),
      "rejected",
    ],
    ["a manager does for them", "reject_analysis", "manager", inStatus("in_review"), "rejected"],
    [
      "no solution out of a wait in the analysis",
      "propose_solution",
      "technician",
      inStatus("pending", { pendingFrom: "in_review" }),
      "state",
    ],
    [
      "only its author withdraws a solution",
      "withdraw_solution",
      "technician",
      inStatus("validating"),
      "party",
    ],
    ["or the manager", "withdraw_solution", "manager", inStatus("validating"), "assigned"],
    ["a colleague does not rate", "rate", "colleague", inStatus("resolved"), "party"],
    ["a merged ticket is not rated", "rate", "requester", inStatus("closed", { closedBy: "merge" }), "state"],
    ["a lapsed one is", "rate", "requester", inStatus("closed", { closedBy: "lapse" }), "closed"],
    [
      "silence in the attendance proposes an end",
      "pending_lapse",
      "system",
      inStatus("pending"),
      "validating",
    ],
    [
      "silence in the analysis gives it back",
      "pending_lapse",
      "system",
      inStatus("pending", { pendingFrom: "in_review" }),
      "in_review",
    ],
    [
      "only a wait for the requester lapses",
      "pending_lapse",
      "system",
      inStatus("pending", { pendingType: "team" }),
      "state",
    ],
    ["reopening within the window", "reopen", "requester", inStatus("resolved"), "assigned"],
    ["a manager reopens for them", "reopen", "manager", inStatus("resolved"), "assigned"],
    ["a technician does not", "reopen", "technician", inStatus("resolved"), "party"],
  ] as const)("%s", (_, verb, name, facts, expected) => {
    expect(lead(verb, name, facts)).toBe(expected);
  });

  it("reopens until the last instant of the window, and not at its end", () => {
    const facts = inStatus("resolved", { reopenUntil: NOW });
    expect(lead("reopen", "requester", facts, new Date(NOW.getTime() - 1))).toBe("assigned");
    expect(lead("reopen", "requester", facts, NOW)).toBe("state");
  });
});
