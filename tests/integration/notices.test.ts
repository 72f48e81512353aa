import { and, eq, ne } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { TicketVerb } from "@/db/enums";
import { db, transact } from "@/db/index";
import { services } from "@/db/schema/catalog";
import { blockedAddresses, outbox } from "@/db/schema/mail";
import { notices } from "@/db/schema/notices";
import { classGrants, operators, profiles, sessions, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { releaseMail } from "@/lib/incoming/mutations/release-mail";
import { restoreMail } from "@/lib/incoming/mutations/restore-mail";
import { compose } from "@/lib/mail/compose";
import { deliverMail } from "@/lib/mail/deliver";
import { MailFailure } from "@/lib/mail/transport";
import { chooseWays } from "@/lib/notices/mutations/choose-ways";
import { readAll } from "@/lib/notices/mutations/read-all";
import { choicesFor, countUnread, listNotices, waysOf } from "@/lib/notices/queries";
import { formatNumber } from "@/lib/number";
import { disableAccount } from "@/lib/people/mutations/disable-account";
import { enableAccount } from "@/lib/people/mutations/enable-account";
import { listTickets } from "@/lib/search/queries";
import { readTicketList } from "@/lib/search/schema";
import { changeTicket, type LockedTicket } from "@/lib/tickets/change";
import { wasHeard } from "@/lib/tickets/heard";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { approveAnalysis } from "@/lib/tickets/mutations/approve-analysis";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { assignTicket } from "@/lib/tickets/mutations/assign-ticket";
import { cancelTicket } from "@/lib/tickets/mutations/cancel-ticket";
import { changePending } from "@/lib/tickets/mutations/change-pending";
import { changePriority } from "@/lib/tickets/mutations/change-priority";
import { changeService } from "@/lib/tickets/mutations/change-service";
import { extendTerm } from "@/lib/tickets/mutations/extend-term";
import { handOver } from "@/lib/tickets/mutations/hand-over";
import { handOverAnalysis } from "@/lib/tickets/mutations/hand-over-analysis";
import { mergeTicket } from "@/lib/tickets/mutations/merge-ticket";
import { openTicket } from "@/lib/tickets/mutations/open-ticket";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { rateTicket } from "@/lib/tickets/mutations/rate-ticket";
import { refuseSolution } from "@/lib/tickets/mutations/refuse-solution";
import { rejectAnalysis } from "@/lib/tickets/mutations/reject-analysis";
import { remind } from "@/lib/tickets/mutations/remind";
import { reopenTicket } from "@/lib/tickets/mutations/reopen-ticket";
import { resumeTicket } from "@/lib/tickets/mutations/resume-ticket";
import { revokeLinks } from "@/lib/tickets/mutations/revoke-links";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { splitTicket } from "@/lib/tickets/mutations/split-ticket";
import { startAnalysis } from "@/lib/tickets/mutations/start-analysis";
import { stillNeeded } from "@/lib/tickets/mutations/still-needed";
import { stopAnalysis } from "@/lib/tickets/mutations/stop-analysis";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { transferTicket } from "@/lib/tickets/mutations/transfer-ticket";
import { withdrawSolution } from "@/lib/tickets/mutations/withdraw-solution";
import { getTicket } from "@/lib/tickets/queries";
import { TRANSITIONS } from "@/lib/tickets/rules";
import { firstNew } from "@/lib/tickets/timeline";
import { letPass } from "../support/clock";
import { emptyDatabase } from "../support/database";
import { bringIn, openMailboxes, writeMail } from "../support/mail";
import { look, openPage, readPage, says, stories, words } from "../support/stories";
import { clock, createPerson, createWorld, grantSight, later, openingOf, type World } from "../support/world";

let world: World;
let story: ReturnType<typeof stories>;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
});

const ANA = "ana.souza@pessoa.example";
const textsOf = async (actor: UserActor) => (await listNotices(actor, null)).notices.map(({ text }) => text);
const rowsOf = async (actor: UserActor) =>
  (await listTickets(actor, readTicketList({}))).rows.map(({ unread }) => unread);
const change = async (
  actor: UserActor,
  topic: "answers" | "solutions" | "work",
  ways: { email: boolean; app: boolean },
) => chooseWays(actor, { ways: { ...waysOf(await choicesFor(actor)), [topic]: ways } });

describe("what a person is told in the portal", () => {
  it("is what concerns them, and never their own act", async () => {
    const number = await story.assigned();
    await addReply(world.ana, words(number), later(1));
    await addFollowUp(world.marina, words(number), later(2));
    expect(await textsOf(world.ana)).toEqual(["nova resposta", "em atendimento"]);
    expect(await textsOf(world.marina)).toEqual(["nova resposta do requerente"]);
    expect(await textsOf(world.gilda)).toEqual([]);
    expect(await countUnread(world.ana)).toBe(2);
  });
  it("is the team's public word, by whichever act it comes", async () => {
    const number = await story.resolved();
    await reopenTicket(world.gilda, words(number, "O boleto saiu errado."), later(2));
    expect(await textsOf(world.ana)).toContain("reaberto pela equipe");
    const letter = (await look(number)).letters.find(
      ({ kind, recipientId }) => kind === "reopen" && recipientId === world.ana.userId,
    );
    expect((await compose(letter as typeof outbox.$inferSelect)).text).toContain("O boleto saiu errado.");
    // Who attends answers their manager, not the requester.
    const team = (await look(number)).letters.find(
      ({ kind, recipientId }) => kind === "reopen" && recipientId === world.marina.userId,
    );
    expect((await compose(team as typeof outbox.$inferSelect)).text).toContain("como nota interna");
    const again = await story.resolved();
    await reopenTicket(world.ana, words(again), later(2));
    expect((await look(again)).letters.filter(({ kind }) => kind === "reopen")).toMatchObject([
      { recipientId: world.marina.userId },
    ]);
  });
  it("is known once its ticket was read, or all of it at once", async () => {
    const number = await story.assigned();
    const other = await story.assigned();
    await addFollowUp(world.marina, words(number), later(2));
    await readPage(world.ana, number, later(3));
    expect(await countUnread(world.ana)).toBe(1);
    const lines = (await listNotices(world.ana, null)).notices;
    expect(lines.map((line) => [line.number, line.unread])).toEqual(
      expect.arrayContaining([
        [number, false],
        [other, true],
      ]),
    );
    await addFollowUp(world.marina, words(other), later(5));
    await readAll(world.ana, {}, later(4));
    // What came after stays.
    expect(await countUnread(world.ana)).toBe(1);
  });
  it("is unread if it came while its ticket was open, however its act is dated", async () => {
    const number = await story.assigned();
    const seen = await openPage(world.ana, number, later(2));
    // Begun before the page was opened, or even before what it shows, and there for others after it.
    await addFollowUp(world.marina, words(number), later(1, 1));
    await seen();
    const fresh = async () => {
      const ticket = await getTicket(world.ana, number, later(3));
      return firstNew(ticket?.entries ?? [], ticket?.readAt ?? null);
    };
    const said = async () => (await look(number)).messages.at(-1)?.id;
    expect([await countUnread(world.ana), await fresh()]).toEqual([1, await said()]);
    expect(await rowsOf(world.ana)).toEqual([true]);
    await readPage(world.ana, number, later(3));
    expect([await countUnread(world.ana), await fresh()]).toEqual([0, null]);
    expect(await rowsOf(world.ana)).toEqual([false]);
    await addFollowUp(world.marina, words(number), later(1, 0.5));
    expect([await countUnread(world.ana), (await fresh()) !== null]).toEqual([1, true]);
    expect(await rowsOf(world.ana)).toEqual([true]);
    await readPage(world.ana, number, later(4));
    expect([await countUnread(world.ana), await fresh()]).toEqual([0, null]);
    expect(await rowsOf(world.ana)).toEqual([false]);
  });
  it("is not shown of a ticket they can no longer open", async () => {
    const number = await story.assigned();
    await addReply(world.ana, words(number), later(1));
    expect(await countUnread(world.marina)).toBe(1);
    await transferTicket(
      world.gilda,
      { number, departmentId: world.traffic.id, body: says("É com o trânsito.") },
      later(2),
    );
    expect(await countUnread(world.marina)).toBe(0);
    expect(await textsOf(world.marina)).toEqual([]);
  });
  it("goes on page after page, each once", async () => {
    const number = await story.assigned();
    for (let n = 0; n < 30; n += 1) await addFollowUp(world.marina, words(number), later(1, n));
    const first = await listNotices(world.ana, null);
    const second = await listNotices(world.ana, first.next);
    const ids = [...first.notices, ...second.notices].map(({ id }) => id);
    expect(ids).toHaveLength(31);
    expect(new Set(ids).size).toBe(31);
    expect(second.next).toBeNull();
  });
  it("reaches who has no e-mail at all", async () => {
    await db.update(users).set({ email: null }).where(eq(users.id, world.ana.userId));
    const { number } = await world.open(world.ana);
    await addFollowUp(world.marina, words(number), later(1));
    expect(await textsOf(world.ana)).toEqual(["nova resposta"]);
    expect(
      (await look(number)).letters.filter(({ recipientId }) => recipientId === world.ana.userId),
    ).toEqual([]);
  });
});

describe("whoever acts", () => {
  interface Row {
    on: keyof ReturnType<typeof stories> | (() => Promise<number>);
    act: (me: UserActor, number: number, at: Date) => Promise<unknown>;
    /** Somebody else attends. */
    beside?: true;
  }
  const analysed = async () => (await world.open(world.ana, undefined, world.reviewed)).number;
  const over = () => story.resolved(world.quick);
  const ROWS: Partial<Record<TicketVerb, Row>> = {
    take: { on: "opened", act: (me, number, at) => takeTicket(me, { number }, at) },
    assign: {
      on: "opened",
      act: (me, number, at) => assignTicket(me, { number, assigneeId: me.userId }, at),
    },
    start_analysis: { on: analysed, act: (me, number, at) => startAnalysis(me, { number }, at) },
    stop_analysis: { on: "inReview", act: (me, number, at) => stopAnalysis(me, { number }, at) },
    hand_over_analysis: {
      on: "inReview",
      act: (me, number, at) => handOverAnalysis(me, { number, reviewerId: me.userId }, at),
    },
    approve_analysis: {
      on: "inReview",
      act: (me, number, at) => approveAnalysis(me, { number, assigneeId: me.userId }, at),
    },
    reject_analysis: { on: "inReview", act: (me, number, at) => rejectAnalysis(me, words(number), at) },
    cancel: { on: "opened", act: (me, number, at) => cancelTicket(me, { number }, at) },
    set_pending: { on: "assigned", act: (me, number, at) => setPending(me, { number, ...WAIT }, at) },
    change_pending: { on: "waiting", act: (me, number, at) => changePending(me, { number, ...WAIT }, at) },
    resume: { on: "waiting", act: (me, number, at) => resumeTicket(me, { number }, at) },
    reply: { on: "assigned", act: (me, number, at) => addReply(me, words(number), at) },
    follow_up: { on: "assigned", act: (me, number, at) => addFollowUp(me, words(number), at) },
    add_note: { on: "assigned", act: (me, number, at) => addNote(me, words(number), at) },
    propose_solution: { on: "assigned", act: (me, number, at) => proposeSolution(me, words(number), at) },
    withdraw_solution: { on: "validating", act: (me, number, at) => withdrawSolution(me, { number }, at) },
    approve_solution: { on: "validating", act: (me, number, at) => approveSolution(me, words(number), at) },
    refuse_solution: { on: "validating", act: (me, number, at) => refuseSolution(me, words(number), at) },
    still_needed: { on: "reminded", act: (me, number, at) => stillNeeded(me, { number }, at) },
    reopen: { on: "resolved", act: (me, number, at) => reopenTicket(me, words(number), at) },
    rate: { on: "resolved", act: (me, number, at) => rateTicket(me, { number, stars: 5, comment: "" }, at) },
    hand_over: {
      on: "assigned",
      act: (me, number, at) =>
        handOver(me, { number, assigneeId: me.userId, formerAssigneeId: me.userId }, at),
    },
    transfer: {
      on: "assigned",
      act: (me, number, at) =>
        transferTicket(me, { number, departmentId: world.traffic.id, body: says("É do trânsito.") }, at),
    },
    lose_assignee: {
      on: "assigned",
      beside: true,
      act: async (me, _, at) => {
        await db.update(users).set({ admin: true }).where(eq(users.id, me.userId));
        await disableAccount({ ...me, admin: true }, { userId: world.marina.userId }, at);
      },
    },
    change_service: {
      on: "assigned",
      act: (me, number, at) => changeService(me, { number, serviceId: world.quick.id }, at),
    },
    change_priority: {
      on: "assigned",
      act: (me, number, at) => changePriority(me, { number, priority: "high" }, at),
    },
    extend: { on: "promisedByLaw", act: (me, number, at) => extendTerm(me, words(number), at) },
    revoke_links: { on: "assigned", act: (me, number, at) => revokeLinks(me, { number }, at) },
    merge: {
      on: "assigned",
      act: async (me, number, at) => {
        const into = await story.assigned();
        await become(me, into);
        await mergeTicket(me, { number, into }, at);
      },
    },
    split: {
      on: "assigned",
      act: (me, number, at) => splitTicket(me, { number, title: "Outra parte", body: says("À parte.") }, at),
    },
    continue: {
      on: over,
      act: (me, number, at) => openTicket(me, openingOf(world.tax, { continues: number }), at),
    },
  };
  const WAIT = { type: "requester", reason: "Falta a nota" } as const;

  /** Whoever asks, attends, analyses and manages in one. */
  async function become({ userId }: UserActor, number: number, beside = false) {
    const { assigneeId, reviewerId } = await look(number);
    const mine = (id: string | null) => (id && !beside ? userId : id);
    await db
      .update(tickets)
      .set({
        requesterId: userId,
        assigneeId: mine(assigneeId),
        reviewerId: mine(reviewerId),
        lastAttendantId: userId,
        stillNeededCount: 2,
      })
      .where(eq(tickets.number, number));
  }
  const toldOf = async ({ userId }: UserActor, at: Date) => {
    const shown = await db
      .select()
      .from(notices)
      .where(and(eq(notices.userId, userId), eq(notices.createdAt, at)));
    const letters = await db
      .select()
      .from(outbox)
      // The receipt of an opening is no notice.
      .where(and(eq(outbox.recipientId, userId), eq(outbox.createdAt, at), ne(outbox.kind, "open")));
    return [...shown.map(({ text }) => text), ...letters.map(({ subject }) => subject)];
  };

  it.each(Object.entries(ROWS))("is not told of their own act: %s", async (verb, { on, act, beside }) => {
    const number = await (typeof on === "string" ? story[on]() : on());
    await become(world.gilda, number, beside);
    const at = later(3);
    await act(world.gilda, number, at);
    const { events } = await look(number);
    expect(events.map((event) => event.verb)).toContain(verb);
    expect(await toldOf(world.gilda, at)).toEqual([]);
  });
  it("is in that table with everything a person can do to a ticket, or makes happen to one", () => {
    const people = TRANSITIONS.filter(({ by }) => by.some((party) => party !== "system")).map(
      ({ verb }) => verb,
    );
    expect(new Set(Object.keys(ROWS))).toEqual(new Set([...people, "lose_assignee"]));
  });
  it("who is the only manager is not said to have been told of who they took from a ticket", async () => {
    const number = await story.assigned();
    await db.update(users).set({ admin: true }).where(eq(users.id, world.gilda.userId));
    await disableAccount({ ...world.gilda, admin: true }, { userId: world.marina.userId }, later(1));
    const facts = async () => (await look(number)).events.find(({ verb }) => verb === "lose_assignee")?.facts;
    expect(await facts()).toEqual({ formerAssigneeId: world.marina.userId });
    const lines = (await getTicket(world.tiago, number, later(2)))?.entries ?? [];
    expect(JSON.stringify(lines)).not.toContain("o gestor foi avisado");
  });
  it("is not told of a message that they let through", async () => {
    await openMailboxes(world);
    const number = await story.assigned();
    const raw = await writeMail({
      from: "Wanda Reis <wanda@oficina.example>",
      to: "financas@portal.example",
      subject: `Re: [${formatNumber(number)}] IPVA`,
      text: "O laudo fica pronto na quinta.",
    });
    const [own, others] = [
      await bringIn(raw, later(1)),
      await bringIn(Buffer.concat([Buffer.from("X-B: 2\r\n"), raw]), later(1)),
    ];
    await releaseMail(world.marina, { id: own.id, number }, later(2));
    expect(await toldOf(world.marina, later(2))).toEqual([]);
    await restoreMail(world.tiago, { id: others.id }, later(3));
    await releaseMail(world.tiago, { id: others.id, number }, later(4));
    expect(await toldOf(world.marina, later(4))).toHaveLength(2);
  });
});

describe("the notice before a lapse, where nothing reaches the requester", () => {
  const SUBJECT = "o requerente não recebe o aviso do prazo";
  const IN_PORTAL = "o requerente só recebe o aviso do prazo no portal";
  const told = async (number: number, subject = SUBJECT) => {
    const { id, letters } = await look(number);
    const shown = await db
      .select()
      .from(notices)
      .where(and(eq(notices.ticketId, id), eq(notices.text, subject)));
    const sent = letters.filter(({ kind }) => kind === "remind");
    return { shown: new Set(shown.map(({ userId }) => userId)), sent };
  };
  const unreached = async (number: number) =>
    (await look(number)).events.findLast(({ verb }) => verb === "remind")?.facts;
  const disable = ({ userId }: UserActor) =>
    db
      .update(users)
      .set({ disabledAt: later(0, 3) })
      .where(eq(users.id, userId));

  it("goes to who attends, for an account that is disabled, and the lapse comes all the same", async () => {
    const number = await story.waiting();
    await disable(world.ana);
    await change(world.marina, "work", { email: false, app: false });
    await letPass(number, later(6, 3));
    const { shown, sent } = await told(number);
    expect(shown).toEqual(new Set([world.marina.userId]));
    expect(new Set(sent.map(({ toAddress }) => toAddress))).toEqual(new Set([world.marina.email]));
    expect(sent[0]?.body).toContain("a conta dele está desativada");
    expect(await unreached(number)).toMatchObject({ told: ["attendant"] });
    expect(sent[0]?.body).toMatch(/até .*9 de março de 2026.*Fale com ele por telefone/);
    expect(await unreached(number)).toMatchObject({ unreached: "disabled" });
    const lines = (await getTicket(world.marina, number, later(7)))?.entries ?? [];
    expect(JSON.stringify(lines)).toContain("O requerente não pôde ser avisado");
    await letPass(number, later(8));
    expect((await look(number)).status).toBe("validating");
  });
  it("goes to the managers where nobody attends, for who only writes from an address that takes no mail", async () => {
    const number = await story.validating();
    await db.update(tickets).set({ assigneeId: null }).where(eq(tickets.number, number));
    await db.insert(blockedAddresses).values({ address: ANA, reason: "bounced", since: later(0) });
    await letPass(number, later(5, 4));
    // Who can enter is told in the portal.
    expect(await unreached(number)).toEqual(expect.not.objectContaining({ unreached: "blocked" }));
    expect((await told(number)).shown).toEqual(new Set());
    await db.update(users).set({ origin: "email" }).where(eq(users.id, world.ana.userId));
    await letPass(number, later(9, 4));
    expect(await told(number)).toMatchObject({ shown: new Set([world.gilda.userId]) });
    expect(await unreached(number)).toMatchObject({ unreached: "blocked" });
  });
  it("goes to who of the institution sees the ticket, and may answer in the portal alone", async () => {
    const { number } = await world.open(world.dario);
    await takeTicket(world.marina, { number }, later(0, 1));
    await setPending(world.marina, { number, type: "requester", reason: "Falta a nota" }, later(0, 2));
    await disable(world.dario);
    await letPass(number, later(5, 3));
    // So far nobody else of the bank sees its tickets.
    expect((await told(number)).shown).toEqual(new Set([world.marina.userId]));
    await grantSight(world.clara);
    await letPass(number, later(6, 3));
    const { shown, sent } = await told(number);
    expect(shown).toEqual(new Set([world.marina.userId, world.clara.userId]));
    const letter = sent.find(({ recipientId }) => recipientId === world.clara.userId);
    expect(letter).toMatchObject({ path: `/chamados/${number}`, replyId: null, linkId: null });
    const team = sent.find(({ recipientId }) => recipientId === world.marina.userId);
    expect([letter?.recipientAs, team?.recipientAs]).toEqual(["colleagues", "attendant"]);
    expect(letter?.body).toContain("Você pode responder pelo portal");
  });

  it("where nobody is left goes to who administers the portal, with the number alone", async () => {
    const number = await story.waiting();
    await Promise.all([disable(world.ana), disable(world.marina), disable(world.gilda)]);
    await letPass(number, later(7, 1));
    const { shown, sent } = await told(number);
    expect(shown).toEqual(new Set());
    expect(sent.map(({ toAddress }) => toAddress)).toEqual([world.ada.email, world.ada.email]);
    const [letter] = sent;
    expect(letter).toMatchObject({ path: null, replyId: null, linkId: null, recipientAs: "administrators" });
    expect(`${letter?.subject} ${letter?.body}`).not.toContain("IPVA");
    expect(letter?.body).toContain(`Chamado ${formatNumber(number)}`);
    expect(await unreached(number)).toMatchObject({ told: ["administrators"] });
    await letPass(number, later(7, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it("that nobody hears of lets no wait end: it is tried again a day later, until somebody does", async () => {
    const number = await story.waiting();
    const gone = [world.ana, world.marina, world.gilda];
    await Promise.all(gone.map(disable));
    // Nothing goes to the one who administers.
    await db
      .insert(blockedAddresses)
      .values({ address: (world.ada.email ?? "").toLowerCase(), reason: "bounced", since: later(0) });
    const reminders = async () =>
      (await look(number)).events.filter(({ verb }) => verb === "remind").map(({ at }) => at);
    await letPass(number, later(10));
    expect(await reminders()).toEqual([2, 6, 7, 8, 9].map((day) => later(day, 2)));
    expect((await told(number)).sent).toEqual([]);
    expect(await look(number)).toMatchObject({
      status: "pending",
      due: [{ kind: "pending_lapse", dueAt: later(10, 2) }],
    });
    expect((await look(number)).events.at(-1)).toMatchObject({ internal: true, facts: { told: [] } });

    await db.update(users).set({ disabledAt: null }).where(eq(users.id, world.gilda.userId));
    await letPass(number, later(11, 1));
    expect((await told(number)).shown).toEqual(new Set([world.gilda.userId]));
    expect((await look(number)).status).toBe("pending");
    await letPass(number, later(11, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it("was heard of before, but the last one was not: the wait does not end either", async () => {
    const number = await story.waiting();
    await letPass(number, later(5));
    await Promise.all([world.ana, world.marina, world.gilda, world.ada].map(disable));
    await letPass(number, later(9));
    expect((await look(number)).status).toBe("pending");
  });
  it("is shown in the portal to who has no address, and goes to who attends as well", async () => {
    await db.update(users).set({ email: null }).where(eq(users.id, world.ana.userId));
    const number = await story.waiting();
    await letPass(number, later(7, 1));
    expect(await textsOf(world.ana)).toContain("ainda esperamos a sua resposta");
    const { shown, sent } = await told(number, IN_PORTAL);
    expect(shown).toEqual(new Set([world.marina.userId]));
    expect(sent.map(({ toAddress }) => toAddress)).toEqual([world.marina.email, world.marina.email]);
    expect(sent[0]?.subject).toContain(IN_PORTAL);
    expect(sent[0]?.body).toContain("só recebe no portal o aviso de que o prazo termina");
    expect(sent[0]?.body).toContain("ele não tem endereço de e-mail");
    expect(await unreached(number)).toMatchObject({
      unreached: "no_address",
      told: ["requester", "attendant"],
    });
    await letPass(number, later(7, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it("that the portal alone shows, where nobody attends, is not said to be received by nobody", async () => {
    await db.update(users).set({ email: null }).where(eq(users.id, world.ana.userId));
    const number = await story.waiting();
    await Promise.all([disable(world.marina), disable(world.gilda)]);
    await letPass(number, later(6, 3));
    const { sent } = await told(number);
    expect(sent.map(({ toAddress }) => toAddress)).toEqual([world.ada.email, world.ada.email]);
    expect(sent[0]?.subject).toContain(IN_PORTAL);
    expect(sent[0]?.body).toContain("Quem abriu este chamado só recebe no portal o aviso");
    expect(sent[0]?.body).not.toContain("não recebe");
  });
  it("goes to a few of an institution, its masters if it has any, by letter as they chose", async () => {
    const { number } = await world.open(world.dario);
    await takeTicket(world.marina, { number }, later(0, 1));
    await setPending(world.marina, { number, type: "requester", reason: "Falta a nota" }, later(0, 2));
    await disable(world.dario);
    const operatorsOf = async (names: string[]) => {
      const people = [];
      for (const name of names) people.push(await createPerson(name, { bank: world.bank.id }));
      for (const one of people) await grantSight(one);
      return people;
    };
    const many = await operatorsOf(Array.from({ length: 9 }, (_, n) => `Colega ${n}`));
    const [first, last] = [many[0], many[8]];
    if (!first || !last) throw new Error("nobody is there");
    await change(first, "solutions", { email: false, app: true });
    await addReply(colleague(last), words(number), later(0, 3));
    await setPending(world.marina, { number, type: "requester", reason: "Falta a nota" }, later(0, 4));
    await letPass(number, later(5, 3));
    const bank = new Set(many.map(({ userId }) => userId));
    const some = await told(number);
    const shown = [...some.shown].filter((id) => bank.has(id));
    expect(shown).toHaveLength(5);
    expect(shown).toEqual(expect.arrayContaining([first.userId, last.userId]));
    const written = some.sent.map(({ recipientId }) => recipientId);
    expect(written).toHaveLength(5);
    expect(written).not.toContain(first.userId);

    const [master] = await operatorsOf(["Mestra Dias"]);
    await db
      .update(operators)
      .set({ kind: "master" })
      .where(eq(operators.userId, master?.userId ?? ""));
    await letPass(number, later(6, 5));
    const after = (await told(number)).sent.slice(some.sent.length);
    expect(new Set(after.map(({ recipientId }) => recipientId))).toEqual(
      new Set([world.marina.userId, master?.userId]),
    );
  });
  it("is followed by an end that managers hear of, where nobody analyses any more", async () => {
    const number = await story.inReview();
    await setPending(world.marina, { number, type: "requester", reason: "Falta a nota" }, later(0, 2));
    await disable(world.marina);
    await letPass(number, later(8));
    expect((await look(number)).status).toBe("in_review");
    expect((await look(number)).letters.at(-1)).toMatchObject({
      kind: "pending_lapse",
      recipientId: world.gilda.userId,
      recipientAs: "managers",
    });
    expect(await textsOf(world.gilda)).toContain("requerente não respondeu");
  });

  const colleague = (actor: UserActor): UserActor => ({
    ...actor,
    institution: { id: world.bank.id, name: "Banco Aurora", master: false, seesTickets: true },
  });
});

describe("the notice before a lapse, to who hears by letter alone", () => {
  type Fate = Partial<typeof outbox.$inferInsert>;
  const isReminder = eq(outbox.kind, "remind");
  const sent = (fate: Fate["fate"]): Fate => ({ state: "sent", deliveredAt: later(6, 3), fate });
  const reminded = async (number: number) => {
    const { events, letters } = await look(number);
    return {
      events: events.filter(({ verb }) => verb === "remind"),
      to: letters.filter(({ kind }) => kind === "remind").map(({ toAddress }) => toAddress),
    };
  };
  const disable = (...people: UserActor[]) =>
    Promise.all(
      people.map(({ userId }) =>
        db
          .update(users)
          .set({ disabledAt: later(0, 3) })
          .where(eq(users.id, userId)),
      ),
    );
  /** A way out that refuses letters to some for good. */
  const refusing = (at: Date, refused: (to: string) => boolean) =>
    deliverMail(at, {
      through: {
        remembers: false,
        longestAnswer: 1000,
        async send({ to }) {
          if (refused(to)) throw new MailFailure("smtp_550", { permanent: true, refused: true });
          return { providerId: null };
        },
      },
    });
  const becomesAdministrator = async (name: string) => createPerson(name, { admin: true });

  beforeEach(async () => {
    await db.update(users).set({ origin: "email" }).where(eq(users.id, world.ana.userId));
  });

  it("that a server refused for good told nobody: the team is told, and a day later it ends", async () => {
    const number = await story.waiting();
    await letPass(number, later(6, 3));
    await refusing(later(6, 3), (to) => to === ANA);
    const written = (await reminded(number)).to;
    expect(written).toEqual([ANA, ANA]);
    await letPass(number, later(7, 3));
    expect(await look(number)).toMatchObject({
      status: "pending",
      due: [{ kind: "pending_lapse", dueAt: later(8, 2) }],
    });
    const { events, to } = await reminded(number);
    expect(events.at(-1)).toMatchObject({
      at: later(7, 2),
      internal: false,
      facts: { unreached: "undelivered", told: ["attendant"], postponed: true },
    });
    // Nothing goes to an address that takes nothing.
    expect(to).toEqual([...written, world.marina.email]);
    const [letter] = (await look(number)).letters.slice(-1);
    expect(letter?.body).toContain("a última mensagem a ele não chegou");
    expect(letter?.body).toMatch(/até .*10 de março de 2026/);
    expect(await textsOf(world.marina)).toContain("o requerente não recebe o aviso do prazo");
    const lines = JSON.stringify((await getTicket(world.marina, number, later(7, 3)))?.entries);
    expect(lines).toContain(
      "A última mensagem ao requerente, de que o prazo dele está terminando, não chegou; a equipe foi avisada; o prazo termina um dia depois",
    );
    await letPass(number, later(8, 1));
    expect((await look(number)).status).toBe("pending");
    await letPass(number, later(8, 2));
    expect((await look(number)).status).toBe("validating");
    expect((await reminded(number)).events).toHaveLength(3);
  });
  it.each<[string, Fate]>([
    ["waits still", { state: "waiting" }],
    ["was given up", { state: "dead", failure: "smtp_550" }],
    ["was not sent to a blocked address that is free again", { state: "skipped", failure: "blocked" }],
    ["came back", sent("bounced")],
    ["was lost by its provider", sent("failed")],
    ["was suppressed by its provider", sent("suppressed")],
  ])("and %s at the end, told nobody", async (_, fate) => {
    for (const [number, end, over] of [
      [await story.waiting(), later(7, 2), "validating"],
      [await story.validating(), later(10, 3), "closed"],
    ] as const) {
      await letPass(number, new Date(end.getTime() - 1));
      await db.update(outbox).set(fate).where(isReminder);
      const { status } = await look(number);
      await letPass(number, end);
      expect((await look(number)).status).toBe(status);
      expect((await reminded(number)).events.at(-1)?.facts).toMatchObject({
        ...{ unreached: "undelivered", told: ["attendant"] },
      });
      await letPass(number, new Date(end.getTime() + 24 * 3_600_000));
      expect((await look(number)).status).toBe(over);
    }
  });
  it.each(["delivered", "delayed", "complained", null] as const)(
    "and went out (%s) told of it: it ends as announced, and is not announced again",
    async (fate) => {
      const number = await story.waiting();
      const { id } = await look(number);
      await letPass(number, later(7, 1));
      await db.update(outbox).set(sent(fate)).where(isReminder);
      await expect(remind(clock, { id, kind: "pending_lapse" }, later(7, 2))).rejects.toMatchObject({
        code: "conflict",
      });
      await letPass(number, later(7, 2));
      expect((await look(number)).status).toBe("validating");
      expect((await reminded(number)).events).toHaveLength(2);
    },
  );
  it("is judged by the last one, and by that of the count that runs", async () => {
    const number = await story.waiting();
    await letPass(number, later(3));
    await db.update(outbox).set(sent("delivered")).where(isReminder);
    await letPass(number, later(7, 2));
    expect((await look(number)).status).toBe("pending");
    await stillNeeded(world.ana, { number }, later(7, 3));
    await letPass(number, later(14));
    await db.update(outbox).set(sent("delivered")).where(isReminder);
    await letPass(number, later(14, 3));
    expect((await look(number)).status).toBe("validating");
  });
  it("goes out in each count, whatever became of the one before", async () => {
    await db
      .update(services)
      .set({ noticeDays: [30] })
      .where(eq(services.id, world.tax.id));
    const number = await story.waiting();
    await letPass(number, later(7, 3));
    await stillNeeded(world.ana, { number }, later(7, 4));
    await letPass(number, later(14, 5));
    const { events, to } = await reminded(number);
    expect(events.map(({ facts }) => facts)).toEqual(
      Array(2).fill(expect.objectContaining({ told: ["requester"], postponed: true })),
    );
    expect(to).toEqual([ANA, ANA]);
  });
  it("and who enters the portal is told there, whatever became of their letter", async () => {
    await db.update(users).set({ origin: "self" }).where(eq(users.id, world.ana.userId));
    const number = await story.waiting();
    await letPass(number, later(7));
    await db.update(outbox).set({ state: "dead" }).where(isReminder);
    await letPass(number, later(7, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it("where nobody else is left lets nothing end, and nobody is written to day after day", async () => {
    const number = await story.waiting();
    await disable(world.marina, world.gilda, world.ada);
    await letPass(number, later(7));
    await refusing(later(7), () => true);
    await letPass(number, later(12));
    const { events, to } = await reminded(number);
    expect(to).toEqual([ANA, ANA]);
    expect(events.map(({ at, facts }) => [at, (facts as { told: unknown }).told])).toEqual([
      ...[2, 6].map((day) => [later(day, 2), ["requester"]]),
      ...[7, 8, 9, 10, 11].map((day) => [later(day, 2), []]),
    ]);
    expect((await look(number)).status).toBe("pending");

    await db.update(users).set({ disabledAt: null }).where(eq(users.id, world.gilda.userId));
    await letPass(number, later(12, 3));
    expect((await reminded(number)).events.at(-1)?.facts).toMatchObject({ told: ["managers"] });
    await letPass(number, later(13, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it("may still arrive, and then asks for more time, though nobody else could be told meanwhile", async () => {
    const number = await story.waiting();
    await disable(world.marina, world.gilda, world.ada);
    await letPass(number, later(7, 3));
    expect((await reminded(number)).events.at(-1)?.facts).toMatchObject({ told: [] });
    await stillNeeded(world.ana, { number }, later(7, 4));
    expect((await look(number)).due).toEqual([{ kind: "pending_lapse", dueAt: later(14, 4) }]);
  });
  it("that arrived after all, though nobody was told meanwhile, is given once more before the end", async () => {
    const number = await story.waiting();
    await disable(world.marina, world.gilda, world.ada);
    await letPass(number, later(7, 3));
    await db.update(outbox).set(sent(null)).where(isReminder);
    await letPass(number, later(8, 3));
    expect((await reminded(number)).events.at(-1)?.facts).toMatchObject({ told: ["requester"] });
    await db.update(outbox).set(sent(null)).where(isReminder);
    await letPass(number, later(9, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it("goes to others who administer where a letter to the first did not arrive, and ends nothing before", async () => {
    const [first, second, third] = [
      await becomesAdministrator("Ilda Mota"),
      await becomesAdministrator("Jair Pena"),
      await becomesAdministrator("Lia Prado"),
    ];
    const number = await story.waiting();
    await disable(world.ana, world.marina, world.gilda);
    const gone = [world.ada, first, second].map(({ email }) => email ?? "");
    await letPass(number, later(6, 3));
    expect(new Set((await reminded(number)).to)).toEqual(new Set(gone));
    await refusing(later(6, 3), (to) => gone.includes(to));
    await letPass(number, later(7, 3));
    expect((await look(number)).status).toBe("pending");
    const { to, events } = await reminded(number);
    expect(to.slice(6)).toEqual([third.email]);
    expect(events.at(-1)?.facts).toMatchObject({ unreached: "disabled", told: ["administrators"] });
    await refusing(later(7, 3), (to) => gone.includes(to));
    await letPass(number, later(8, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it("goes to those who administer who were here lately, before those of old", async () => {
    const people = [
      world.ada,
      await becomesAdministrator("Ilda Mota"),
      await becomesAdministrator("Jair Pena"),
      await becomesAdministrator("Lia Prado"),
      await becomesAdministrator("Nair Reis"),
    ];
    const came = (who: UserActor | undefined, at: Date) =>
      db.insert(sessions).values({
        ...{ userId: who?.userId ?? "", way: "password" as const, createdAt: at },
        expiresAt: new Date(at.getTime() + 3_600_000),
      });
    await came(people[0], later(-100));
    await came(people[3], later(-80));
    await came(people[4], later(-1));
    const number = await story.waiting();
    await disable(world.ana, world.marina, world.gilda);
    await letPass(number, later(3));
    expect(new Set((await reminded(number)).to)).toEqual(
      new Set([people[0], people[3], people[4]].map((one) => one?.email)),
    );
  });
});

describe("the last notice of a silence, when whom it told is gone before its end", () => {
  const reminders = async (number: number) =>
    (await look(number)).events
      .filter(({ verb }) => verb === "remind")
      .map(({ at, facts }) => ({ at, facts }));
  const disable = ({ userId }: UserActor, now: Date) => disableAccount(world.ada, { userId }, now);
  const endProfile = ({ userId }: UserActor, endedAt: Date) =>
    db.update(profiles).set({ endedAt }).where(eq(profiles.userId, userId));
  const onlyWrites = () => db.update(users).set({ origin: "email" }).where(eq(users.id, world.ana.userId));
  /** What was written as a reminder so far, as it became of it. */
  const became = (fate: Partial<typeof outbox.$inferInsert>) =>
    db.update(outbox).set(fate).where(eq(outbox.kind, "remind"));
  const sent = { state: "sent", deliveredAt: later(6, 3) } as const;
  /** A wait of somebody who only writes, of which whoever attends was told in their place at its end. */
  const toldToAttendant = async () => {
    await onlyWrites();
    const number = await story.waiting();
    await letPass(number, later(6, 3));
    await became({ state: "dead" });
    await letPass(number, later(7, 3));
    expect((await reminders(number)).at(-1)?.facts).toMatchObject({ told: ["attendant"] });
    return number;
  };
  /** A wait of an institution, of which a colleague and whoever attends were told in its requester's place. */
  const toldToColleague = async () => {
    const { number } = await world.open(world.dario);
    await takeTicket(world.marina, { number }, later(0, 1));
    await setPending(world.marina, { number, type: "requester", reason: "Falta a nota" }, later(0, 2));
    await grantSight(world.clara);
    await change(world.clara, "solutions", { email: false, app: true });
    await disable(world.dario, later(0, 3));
    await letPass(number, later(6, 3));
    expect((await reminders(number)).at(-1)?.facts).toMatchObject({ told: ["colleagues", "attendant"] });
    return number;
  };

  it("goes to who can act instead of a requester whose account was disabled, and a day later it ends", async () => {
    for (const [number, end, over] of [
      [await story.waiting(), later(7, 2), "validating"],
      [await story.validating(), later(10, 3), "closed"],
    ] as const) {
      await letPass(number, new Date(end.getTime() - 1));
      const before = await reminders(number);
      expect(before.at(-1)?.facts).toMatchObject({ told: ["requester"] });
      const { status } = await look(number);
      await disable(world.ana, new Date(end.getTime() - 1));
      await letPass(number, end);
      expect((await look(number)).status).toBe(status);
      expect(await reminders(number)).toEqual([
        ...before,
        {
          at: end,
          facts: expect.objectContaining({ unreached: "disabled", told: ["attendant"], postponed: true }),
        },
      ]);
      await letPass(number, new Date(end.getTime() + 24 * 3_600_000));
      expect((await look(number)).status).toBe(over);
      expect(await reminders(number)).toHaveLength(before.length + 1);
      await enableAccount(world.ada, { userId: world.ana.userId }, new Date(end.getTime() + 25 * 3_600_000));
    }
  });
  it("does so where a letter had told who only writes", async () => {
    await onlyWrites();
    const number = await story.waiting();
    await letPass(number, later(6, 3));
    await became(sent);
    await disable(world.ana, later(7));
    await letPass(number, later(7, 3));
    expect((await look(number)).status).toBe("pending");
    expect((await reminders(number)).at(-1)?.facts).toMatchObject({
      ...{ unreached: "disabled", told: ["attendant"] },
    });
    await letPass(number, later(8, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it.each([
    ["the profile ended", endProfile],
    ["the account was disabled", disable],
  ])("goes to the managers where %s of whoever attended", async (_, goes) => {
    const number = await toldToAttendant();
    await goes(world.marina, later(7, 5));
    await letPass(number, later(8, 3));
    expect(await look(number)).toMatchObject({
      status: "pending",
      due: [{ kind: "pending_lapse", dueAt: later(9, 2) }],
    });
    expect((await reminders(number)).at(-1)).toMatchObject({
      at: later(8, 2),
      facts: { unreached: "undelivered", told: ["managers"], postponed: true },
    });
    expect(await textsOf(world.gilda)).toContain("o requerente não recebe o aviso do prazo");
    await letPass(number, later(9, 2));
    expect((await look(number)).status).toBe("validating");
    expect(await reminders(number)).toHaveLength(4);
  });
  it("and nobody else is left: nothing ends, with one try a day, until there is somebody", async () => {
    const number = await toldToAttendant();
    await endProfile(world.marina, later(7, 5));
    await endProfile(world.gilda, later(7, 5));
    await db
      .insert(blockedAddresses)
      .values({ address: (world.ada.email ?? "").toLowerCase(), reason: "bounced", since: later(0) });
    await letPass(number, later(11));
    expect((await look(number)).status).toBe("pending");
    expect((await reminders(number)).slice(3)).toEqual(
      [8, 9, 10].map((day) => ({ at: later(day, 2), facts: expect.objectContaining({ told: [] }) })),
    );
    await db.delete(blockedAddresses);
    await letPass(number, later(11, 3));
    expect((await reminders(number)).at(-1)?.facts).toMatchObject({ told: ["administrators"] });
    expect((await look(number)).status).toBe("pending");
    await letPass(number, later(12, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it("lets it end while a colleague is left, whom the portal alone told", async () => {
    const number = await toldToColleague();
    await endProfile(world.marina, later(7));
    await letPass(number, later(7, 2));
    expect((await look(number)).status).toBe("validating");
  });
  it("lets it end while whoever attends is there, whom the portal alone told", async () => {
    await db.update(users).set({ email: null }).where(eq(users.id, world.marina.userId));
    const number = await story.waiting();
    await disable(world.ana, later(0, 4));
    await letPass(number, later(7, 2));
    expect((await reminders(number)).at(-1)?.facts).toMatchObject({ told: ["attendant"] });
    expect((await look(number)).status).toBe("validating");
  });
  it("is judged within the change that ends the silence", async () => {
    const number = await toldToAttendant();
    const ticket = (await look(number)) as Partial<LockedTicket> as LockedTicket;
    await transact(async (tx) => {
      const asked = { tx, ticket, now: later(8, 2) };
      expect(await wasHeard(asked, "pending_lapse")).toBe(true);
      await tx
        .update(profiles)
        .set({ endedAt: later(8) })
        .where(eq(profiles.userId, world.marina.userId));
      expect(await wasHeard(asked, "pending_lapse")).toBe(false);
    });
  });
  it("is told anew where a colleague no longer sees the ticket either", async () => {
    const number = await toldToColleague();
    await endProfile(world.marina, later(7));
    await db.update(classGrants).set({ endedAt: later(7) });
    await letPass(number, later(7, 3));
    expect((await look(number)).status).toBe("pending");
    expect((await reminders(number)).at(-1)?.facts).toMatchObject({ told: ["managers"] });
  });
  it("goes to another who administers where the first does no more", async () => {
    const number = await toldToAttendant();
    await endProfile(world.marina, later(7, 5));
    await endProfile(world.gilda, later(7, 5));
    await letPass(number, later(8, 3));
    expect((await reminders(number)).at(-1)?.facts).toMatchObject({ told: ["administrators"] });
    await became(sent);
    const ilda = await createPerson("Ilda Mota", { admin: true });
    await db.update(users).set({ admin: false }).where(eq(users.id, world.ada.userId));
    // The letter that had been lost arrived meanwhile, to an account that is over.
    await disableAccount(ilda, { userId: world.ana.userId }, later(8, 4));
    await letPass(number, later(9, 3));
    expect((await look(number)).status).toBe("pending");
    const [letter] = (await look(number)).letters.slice(-1);
    expect(letter).toMatchObject({ recipientId: ilda.userId, recipientAs: "administrators" });
    await letPass(number, later(10, 2));
    expect((await look(number)).status).toBe("validating");
  });
});

describe("what a change tells of", () => {
  it("is said before it is asked who hears of it, or the change fails", async () => {
    const number = await story.validating();
    const { id } = await look(number);
    const link = { purpose: "answer" as const, subjectId: id, expiresAt: later(60) };
    for (const of of ["about", "link", "beside"] as const)
      await expect(
        changeTicket(clock, { id }, "remind", later(5), async (change) => {
          await change.move();
          await change.heard();
          Object.assign(change, { [of]: of === "about" ? null : link });
          await change.record();
        }),
      ).rejects.toThrow(TypeError);
    expect((await reminders(number)).length).toBe(0);
  });
  const reminders = async (number: number) =>
    (await look(number)).events.filter(({ verb }) => verb === "remind");
});

describe("how a person wants to be told", () => {
  const letters = async (number: number, kind: string) =>
    (await look(number)).letters.filter(
      (letter) => letter.kind === kind && letter.recipientId === world.ana.userId,
    ).length;

  it("is by e-mail, in the portal, both or not at all, by topic", async () => {
    const number = await story.assigned();
    await change(world.ana, "answers", { email: false, app: true });
    await addFollowUp(world.marina, words(number), later(1));
    expect([await letters(number, "follow_up"), await countUnread(world.ana)]).toEqual([0, 2]);
    await change(world.ana, "answers", { email: true, app: false });
    await addFollowUp(world.marina, words(number), later(2));
    expect([await letters(number, "follow_up"), await countUnread(world.ana)]).toEqual([1, 2]);
    await change(world.ana, "answers", { email: false, app: false });
    await addFollowUp(world.marina, words(number), later(3));
    expect([await letters(number, "follow_up"), await countUnread(world.ana)]).toEqual([1, 2]);
  });
  it("cannot silence what ends a ticket: a letter and the portal tell of it in any case", async () => {
    await change(world.ana, "solutions", { email: false, app: false });
    const number = await story.waiting();
    await letPass(number, later(8));
    expect((await look(number)).status).toBe("validating");
    expect(await letters(number, "remind")).toBe(2);
    expect(await letters(number, "set_pending")).toBe(1);
    expect(await textsOf(world.ana)).toContain("ainda esperamos a sua resposta");
  });
  it("shows who asks only what concerns requesters", async () => {
    const topics = async (actor: UserActor) => (await choicesFor(actor)).map(({ topic }) => topic);
    expect(await topics(world.ana)).toEqual(["progress", "answers", "solutions"]);
    expect(await topics(world.marina)).toContain("deadlines");
  });
});
