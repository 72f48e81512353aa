import { describe, expect, it } from "vitest";
import { deadlineWords } from "@/components/tickets/deadline-words";
import { solutionWords } from "@/components/tickets/solution-box";
import { progressOf } from "@/components/tickets/ticket-progress";
import { SOLUTION_STATES, TICKET_STATUSES } from "@/db/enums";
import { waitingInWords } from "@/lib/incoming/labels";
import { mailboxHref, readMailbox } from "@/lib/mail/address";
import { removalInWords } from "@/lib/mailboxes/labels";
import type { TicketView } from "@/lib/tickets/view";

const way = (...args: Parameters<typeof progressOf>) =>
  progressOf(...args).map((step) => `${step.label}: ${step.state}`);
const plain = { closedBy: null, pending: null, analysis: false } as const;

describe("how far a ticket is", () => {
  it("walks from new to resolved", () => {
    expect(way({ ...plain, status: "assigned" })).toEqual([
      "Novo: done",
      "Em atendimento: current",
      "Validar solução: coming",
      "Resolvido: coming",
    ]);
  });
  it("shows the analysis where the service asks for one, and waits where the wait began", () => {
    const pending = { type: "requester", reason: "Laudo", from: "in_review" } as const;
    expect(way({ ...plain, analysis: true, status: "pending", pending })[1]).toBe("Em análise: current");
  });
  it("ends where the ticket ended", () => {
    expect(way({ ...plain, status: "rejected" }).at(-1)).toBe("Não aprovado: current");
    expect(way({ ...plain, status: "cancelled" }).at(-1)).toBe("Cancelado: current");
    expect(way({ ...plain, status: "closed", closedBy: "lapse" }).at(-1)).toBe("Fechado: done");
    expect(way({ ...plain, status: "closed", closedBy: "window" }).at(-1)).toBe("Resolvido: done");
  });
  it("has a place for every status", () => {
    for (const status of TICKET_STATUSES.filter((each) => each !== "pending")) {
      const states = progressOf({ ...plain, status }).map((step) => step.state);
      expect(
        states.some((state) => state !== "coming"),
        status,
      ).toBe(true);
    }
  });
});

describe("what is due", () => {
  const now = new Date("2026-11-21T13:00:00Z");
  const ticket = (kind: TicketView["deadlines"][number]["kind"], reader: "requester" | "staff") =>
    ({
      deadlines: [{ kind, startedAt: now, dueAt: new Date("2026-11-28T13:42:00Z") }],
      pending: { type: "requester", reason: "Laudo", from: "assigned" },
      reader: { kind: reader, userId: null },
      department: { timeZone: "America/Sao_Paulo" },
    }) as unknown as TicketView;

  it("says until when and what happens otherwise", () => {
    expect(deadlineWords(ticket("pending_lapse", "requester"), now)?.text).toBe(
      "Responda até sábado, 28 de nov., 10:42, senão vamos propor o encerramento do chamado.",
    );
    expect(deadlineWords(ticket("validation_lapse", "requester"), now)?.text).toBe(
      "Diga se resolveu até sábado, 28 de nov., 10:42, senão o chamado será fechado.",
    );
    expect(deadlineWords(ticket("reopen_window", "staff"), now)?.text).toBe(
      "Pode ser reaberto até sábado, 28 de nov., 10:42.",
    );
  });
  it("says nothing when nothing runs", () => {
    expect(deadlineWords({ ...ticket("reopen_window", "staff"), deadlines: [] }, now)).toBeNull();
  });
});

describe("what became of a solution", () => {
  it("has its own words for every state, on both sides", () => {
    for (const reader of ["requester", "staff"] as const) {
      const decision = { at: new Date(), by: "Ana Souza", own: false, said: null };
      const words = SOLUTION_STATES.map((state) => solutionWords({ state, decision }, reader));
      expect(new Set(words).size).toBe(SOLUTION_STATES.length);
    }
  });
});

describe("the address of the demo's mailbox", () => {
  it("reads what it writes", () => {
    const address = {
      to: "ana@planejamento.example",
      before: { at: new Date("2026-11-21T10:42:00.123Z"), id: "019b0000-0000-7000-8000-000000000000" },
      open: "019b0000-0000-7000-8000-000000000001",
    };
    const query = new URL(mailboxHref(address), "http://localhost").searchParams;
    expect(readMailbox(Object.fromEntries(query))).toEqual(address);
    expect(mailboxHref({ to: "", before: null, open: null })).toBe("/demo/correio");
  });
  it("takes nonsense for absent", () => {
    expect(readMailbox({ para: ["a", "b"], antes: "ontem~1" })).toEqual({ to: "", before: null, open: null });
  });
});

describe("mail that comes in", () => {
  it("waits alone or with others", () => {
    expect(waitingInWords(1)).toEqual({
      title: "1 e-mail espera por você",
      text: "Não entrou sozinho em um chamado.",
    });
    expect(waitingInWords(1200)).toEqual({
      title: "1.200 e-mails esperam por você",
      text: "Não entraram sozinhos em um chamado.",
    });
  });
  it("goes elsewhere once its address is removed, each from what it did", () => {
    expect(removalInWords({ under: { id: "a b", name: "IPVA: Dúvida" } })).toContain(
      "deixam de abrir chamados e esperam pela administração",
    );
    const other = removalInWords({ under: null });
    expect(other).not.toContain("abrir chamados");
    expect(other).toContain("deixa de receber o caminho do portal");
  });
});
