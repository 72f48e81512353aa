import { v7 } from "uuid";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { UserActor } from "@/lib/actor";
import { saveDraft } from "@/lib/drafts/mutations/save-draft";
import { type TicketText, ticketPlace } from "@/lib/place";
import * as actions from "@/lib/tickets/actions";
import { getTicket } from "@/lib/tickets/queries";
import { look, says, stories, words } from "../support/stories";
import { createPerson, createWorld, later, type World } from "../support/world";

const session = vi.hoisted(() => ({ actor: null as UserActor | null }));

vi.mock("@/lib/auth", () => ({ getActor: async () => session.actor }));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/server", () => ({ after: (work: () => Promise<void>) => void work() }));

const EMPTY = { type: "doc", content: [{ type: "paragraph" }] } as const;

let world: World;
let story: ReturnType<typeof stories>;

beforeAll(async () => {
  world = await createWorld();
  story = stories(world);
});
beforeEach(() => {
  session.actor = world.ana;
});

const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);

describe("an action answers with a value", () => {
  it("done: what the verb returned", async () => {
    const number = await story.assigned();
    expect(await actions.addReply(words(number))).toMatchObject({
      ok: true,
      data: { messageId: expect.any(String) },
    });
    expect((await look(number)).messages).toHaveLength(2);
  });

  it("nobody there: asks for the login", async () => {
    const number = await story.assigned();
    session.actor = null;
    expect(code(await actions.addReply(words(number)))).toBe("login");
  });

  it("sent from a page of somebody else's session: not in the name of who is there now", async () => {
    const number = await story.assigned();
    expect(code(await actions.addReply(words(number), world.bruno.userId))).toBe("login");
    expect((await look(number)).messages).toHaveLength(1);
    expect(code(await actions.addReply(words(number), world.ana.userId))).toBe("ok");
  });

  it("sent again because the answer got lost: said once", async () => {
    const number = await story.assigned();
    const sent = { ...words(number), key: v7() };
    expect(await actions.addReply(sent)).toEqual({ ok: true, data: { messageId: sent.key } });
    expect(await actions.addReply(sent)).toEqual({ ok: true, data: { messageId: sent.key } });
    const twin = { ...words(number, "Outra coisa."), key: v7() };
    const both = await Promise.all([actions.addReply(twin), actions.addReply(twin)]);
    expect(both.map(code)).toEqual(["ok", "ok"]);
    expect((await look(number)).messages).toHaveLength(3);
    expect((await look(number)).events.filter(({ verb }) => verb === "reply")).toHaveLength(2);
  });

  it("sent again though the ticket moved with it: done, and not done twice", async () => {
    const number = await story.validating();
    const sent = { ...words(number, "Ainda aparece o erro."), key: v7() };
    expect(code(await actions.refuseSolution(sent))).toBe("ok");
    expect(code(await actions.refuseSolution(sent))).toBe("ok");
    expect(code(await actions.refuseSolution({ ...sent, key: v7() }))).toBe("wrong_state");
    expect((await look(number)).events.filter(({ verb }) => verb === "refuse_solution")).toHaveLength(1);
  });

  it("another text under the same key is another message; another person's key is nobody's", async () => {
    const number = await story.assigned();
    const key = v7();
    expect(code(await actions.addReply({ ...words(number, "Uma versão."), key }))).toBe("ok");
    expect(code(await actions.addReply({ ...words(number, "Outra versão."), key }))).toBe("ok");
    expect((await look(number)).messages).toHaveLength(3);
    session.actor = world.marina;
    expect(code(await actions.addFollowUp({ ...words(number), key }))).toBe("unexpected");
    expect((await look(number)).messages).toHaveLength(3);
  });

  it("too fast for a person: asks to wait, and writes nothing", async () => {
    const number = await story.assigned();
    const quick = await createPerson("Quim Veloz");
    session.actor = quick;
    vi.useFakeTimers({ toFake: ["Date"], now: later(3) });
    for (let turn = 0; turn < 120; turn += 1) await actions.addReply(words(number));
    expect(code(await actions.addReply(words(number)))).toBe("too_many");
    session.actor = world.ana;
    expect(code(await actions.addReply(words(number)))).toBe("ok");
    session.actor = quick;
    vi.setSystemTime(later(3, 1));
    expect(code(await actions.addReply(words(number)))).toBe("not_found");
    vi.useRealTimers();
  });

  it("receipts to an address that nobody confirmed: ten an hour", async () => {
    const person = await createPerson("Rui Correio");
    session.actor = person;
    const opening = (contactEmail: string | null) =>
      actions.openTicket({
        serviceId: world.tax.id,
        formVersionId: world.tax.formVersionId ?? "",
        subjectId: "duvida",
        answers: { descricao: "Preciso de ajuda com o meu pedido." },
        fieldFiles: {},
        files: [],
        contactEmail,
        contactPhone: null,
        locality: null,
        submissionKey: v7(),
        continues: null,
      });
    const outcomes: unknown[] = [];
    for (let turn = 0; turn < 11; turn += 1) outcomes.push(code(await opening("alguem@outra.example")));
    expect(outcomes).toEqual([...Array(10).fill("ok"), "too_many"]);
    expect(code(await opening(person.email))).toBe("ok");
    expect(code(await opening(null))).toBe("ok");
  });

  it("not theirs: does not exist", async () => {
    const number = await story.assigned();
    session.actor = world.bruno;
    expect(code(await actions.addReply(words(number)))).toBe("not_found");
    session.actor = world.otto;
    expect(code(await actions.takeTicket({ number }))).toBe("not_found");
  });

  it("somebody else's act: forbidden", async () => {
    const number = await story.opened();
    expect(code(await actions.takeTicket({ number }))).toBe("forbidden");
    expect(code(await actions.addNote(words(number)))).toBe("forbidden");
  });

  it("too late: says how the ticket stands now", async () => {
    const number = await story.resolved();
    expect(await actions.approveSolution({ number, body: null, files: [] })).toMatchObject({
      ok: false,
      error: { code: "wrong_state", message: expect.stringContaining("Resolvido") },
    });
  });

  it("two people at once: one wins and the other is told", async () => {
    const number = await story.opened();
    const take = (actor: UserActor) => {
      session.actor = actor;
      return actions.takeTicket({ number });
    };
    const results = await Promise.all([take(world.marina), take(world.tiago)]);
    expect(results.map(code).toSorted()).toEqual(["ok", "wrong_state"]);
  });
});

describe("what is sent is checked", () => {
  it("a refusal without a reason is refused beside its field, and nothing changes", async () => {
    const number = await story.validating();
    const before = await look(number);
    for (const body of [null, EMPTY, says("   ")]) {
      const result = await actions.refuseSolution({
        number,
        body: body as ReturnType<typeof says> | null,
        files: [],
      });
      expect(result).toMatchObject({
        ok: false,
        error: {
          code: "invalid",
          fields: { body: "Conte o que não foi resolvido. Sem isso a equipe não sabe como continuar." },
        },
      });
    }
    expect(await look(number)).toEqual(before);
  });

  it("an approval needs no words, and keeps them when there are some", async () => {
    const silent = await story.validating();
    expect(code(await actions.approveSolution({ number: silent, body: says(" "), files: [] }))).toBe("ok");
    expect((await look(silent)).solutions[0]?.decisionMessageId).toBeNull();
    const spoken = await story.validating();
    expect(code(await actions.approveSolution({ number: spoken, body: says("Obrigada."), files: [] }))).toBe(
      "ok",
    );
    expect((await look(spoken)).solutions[0]?.decisionMessageId).not.toBeNull();
  });

  it("only what the editor can write is kept", async () => {
    const number = await story.assigned();
    const body = {
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [
            { type: "text", text: "Veja", marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }] },
          ],
        },
      ],
    } as ReturnType<typeof says>;
    expect(code(await actions.addReply({ number, body, files: [] }))).toBe("invalid");
  });

  it("a file of somebody else, or none at all, is not taken along", async () => {
    const number = await story.assigned();
    const files = ["019b0000-0000-7000-8000-000000000000"];
    expect(await actions.addReply({ ...words(number), files })).toMatchObject({
      ok: false,
      error: { code: "invalid", fields: { files: expect.any(String) } },
    });
    expect((await look(number)).messages).toHaveLength(1);
  });

  it.each([
    ["stars", () => actions.rateTicket({ number: 1, stars: "6", comment: "" }), "Escolha de 1 a 5 estrelas."],
    [
      "stars",
      () => actions.rateTicket({ number: 1, stars: null, comment: "" }),
      "Escolha de 1 a 5 estrelas.",
    ],
    [
      "reason",
      () => actions.setPending({ number: 1, type: "team", reason: " " }),
      "Escreva o motivo da espera. O requerente vai ler.",
    ],
    ["assigneeId", () => actions.assignTicket({ number: 1, assigneeId: "" }), "Escolha a pessoa."],
  ])("%s in words beside the field", async (field, act, message) => {
    expect(await act()).toMatchObject({
      ok: false,
      error: { code: "invalid", fields: { [field]: message } },
    });
  });
});

describe("the draft of a text", () => {
  const draftsOf = async (actor: UserActor, number: number) =>
    (await getTicket(actor, number, new Date()))?.drafts ?? {};

  it("ends with the text that is sent from it, and only that one", async () => {
    const number = await story.validating();
    const { id } = await look(number);
    const keep = (actor: UserActor, text: TicketText) =>
      saveDraft(actor, ticketPlace(id, text), { id: v7(), revision: 0, content: { body: "…" } }, new Date());
    await keep(world.ana, "reply");
    await keep(world.marina, "follow_up");
    await keep(world.marina, "note");
    expect(code(await actions.refuseSolution(words(number)))).toBe("ok");
    expect(await draftsOf(world.ana, number)).toEqual({});
    expect(Object.keys(await draftsOf(world.marina, number)).toSorted()).toEqual(["follow_up", "note"]);
    session.actor = world.marina;
    expect(code(await actions.addNote(words(number)))).toBe("ok");
    expect(Object.keys(await draftsOf(world.marina, number))).toEqual(["follow_up"]);
  });

  it("stays when the act is refused", async () => {
    const number = await story.resolved();
    const { id } = await look(number);
    const content = { body: "…" };
    await saveDraft(world.ana, ticketPlace(id, "reply"), { id: v7(), revision: 0, content }, new Date());
    expect(code(await actions.refuseSolution(words(number)))).toBe("wrong_state");
    expect(await draftsOf(world.ana, number)).toMatchObject({ reply: { content } });
  });
});

describe("the whole walk, through the actions", () => {
  it("take, wait, reply, propose, refuse, propose, approve, rate, edit", async () => {
    const number = await story.opened();
    const as = async (actor: UserActor, act: Promise<{ ok: boolean; error?: { code: string } }>) => {
      expect([actor.name, code(await act)]).toEqual([actor.name, "ok"]);
    };
    session.actor = world.marina;
    await as(world.marina, actions.takeTicket({ number }));
    await as(world.marina, actions.setPending({ number, type: "requester", reason: "Falta o comprovante" }));
    session.actor = world.ana;
    await as(world.ana, actions.addReply(words(number)));
    session.actor = world.marina;
    await as(world.marina, actions.addNote(words(number)));
    await as(world.marina, actions.proposeSolution(words(number)));
    session.actor = world.ana;
    await as(world.ana, actions.refuseSolution(words(number)));
    session.actor = world.marina;
    await as(world.marina, actions.proposeSolution(words(number)));
    session.actor = world.ana;
    await as(world.ana, actions.approveSolution({ number, body: null, files: [] }));
    await as(world.ana, actions.rateTicket({ number, stars: "4", comment: "Bom atendimento." }));
    await as(world.ana, actions.rateTicket({ number, stars: 5, comment: "" }));
    expect(await look(number)).toMatchObject({ status: "resolved" });
  });
});
