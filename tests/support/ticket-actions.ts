import type * as tickets from "@/lib/tickets/actions";
import { says, type stories, words } from "./stories";
import type { World } from "./world";

export type Insider = "requester" | "technician" | "otherTechnician" | "manager";
export type Story = keyof ReturnType<typeof stories>;
export type TicketAction = Exclude<keyof typeof tickets, "openTicket">;

interface Row {
  /** A ticket on which the act makes sense. */
  on: Story;
  input: (number: number) => unknown;
  /** Insiders who may act; everyone else who sees the ticket is told so, everyone who does not finds none. */
  by: Insider[];
}

const ref = (number: number) => ({ number });
const STAFF: Insider[] = ["technician", "otherTechnician", "manager"];
/** The reviewer, and the author of the solution, is the technician of these stories. */
const AUTHOR: Insider[] = ["technician", "manager"];
const wait = (number: number) => ({ number, type: "team", reason: "Em preparo" });

/** Every action there is over a ticket: what it is given, and who may call it. */
export function ticketActions(world: () => World): Record<TicketAction, Row> {
  return {
    addReply: { on: "assigned", input: (n) => words(n), by: ["requester"] },
    addFollowUp: { on: "assigned", input: (n) => words(n), by: STAFF },
    addNote: { on: "assigned", input: (n) => words(n), by: STAFF },
    proposeSolution: { on: "assigned", input: (n) => words(n), by: STAFF },
    withdrawSolution: { on: "validating", input: ref, by: AUTHOR },
    approveSolution: { on: "validating", input: (n) => ({ ...words(n), body: null }), by: ["requester"] },
    refuseSolution: { on: "validating", input: (n) => words(n), by: ["requester"] },
    stillNeeded: { on: "reminded", input: ref, by: ["requester"] },
    rateTicket: { on: "resolved", input: (n) => ({ number: n, stars: 5, comment: "" }), by: ["requester"] },
    reopenTicket: { on: "resolved", input: (n) => words(n), by: ["requester", "manager"] },
    cancelTicket: { on: "opened", input: ref, by: ["requester"] },
    takeTicket: { on: "opened", input: ref, by: STAFF },
    assignTicket: {
      on: "opened",
      input: (n) => ({ number: n, assigneeId: world().tiago.userId }),
      by: STAFF,
    },
    handOver: {
      on: "assigned",
      input: (n) => ({
        number: n,
        assigneeId: world().tiago.userId,
        formerAssigneeId: world().marina.userId,
      }),
      by: STAFF,
    },
    transferTicket: {
      on: "assigned",
      input: (n) => ({ number: n, departmentId: world().traffic.id, body: says("Outro assunto.") }),
      by: STAFF,
    },
    changePriority: { on: "assigned", input: (n) => ({ number: n, priority: "high" }), by: STAFF },
    revokeLinks: { on: "assigned", input: ref, by: ["requester", ...STAFF] },
    extendTerm: { on: "promisedByLaw", input: (n) => words(n), by: STAFF },
    changeService: { on: "assigned", input: (n) => ({ number: n, serviceId: world().quick.id }), by: STAFF },
    mergeTicket: { on: "assigned", input: (n) => ({ number: n, into: n }), by: STAFF },
    splitTicket: {
      on: "assigned",
      input: (n) => ({ number: n, title: "Outra parte", body: says("Separado.") }),
      by: STAFF,
    },
    setPending: { on: "assigned", input: wait, by: STAFF },
    changePending: { on: "waiting", input: wait, by: STAFF },
    resumeTicket: { on: "waiting", input: ref, by: STAFF },
    startAnalysis: { on: "opened", input: ref, by: STAFF },
    stopAnalysis: { on: "inReview", input: ref, by: AUTHOR },
    handOverAnalysis: {
      on: "inReview",
      input: (n) => ({ number: n, reviewerId: world().tiago.userId }),
      by: AUTHOR,
    },
    approveAnalysis: {
      on: "inReview",
      input: (n) => ({ number: n, assigneeId: world().tiago.userId }),
      by: AUTHOR,
    },
    rejectAnalysis: { on: "inReview", input: (n) => words(n), by: AUTHOR },
  };
}
