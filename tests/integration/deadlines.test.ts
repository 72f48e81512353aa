import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/index";
import { calendars, departmentCalendars } from "@/db/schema/calendar";
import { services, serviceTargets } from "@/db/schema/catalog";
import { departments } from "@/db/schema/people";
import { deadlines } from "@/db/schema/tickets";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { cancelTicket } from "@/lib/tickets/mutations/cancel-ticket";
import { changePriority } from "@/lib/tickets/mutations/change-priority";
import { changeService } from "@/lib/tickets/mutations/change-service";
import { extendTerm } from "@/lib/tickets/mutations/extend-term";
import { pendingLapse } from "@/lib/tickets/mutations/pending-lapse";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { refuseSolution } from "@/lib/tickets/mutations/refuse-solution";
import { reopenTicket } from "@/lib/tickets/mutations/reopen-ticket";
import { resumeTicket } from "@/lib/tickets/mutations/resume-ticket";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { transferTicket } from "@/lib/tickets/mutations/transfer-ticket";
import { getTicket } from "@/lib/tickets/queries";
import { settleDeadline } from "@/lib/tickets/settle";
import { letPass } from "../support/clock";
import { look, says, stories, words } from "../support/stories";
import { clock, createPerson, createService, createWorld, later, type World } from "../support/world";

/** START is Monday, 2 March 2026, 10:00 in Brasília; the usual calendar works from 8 to 18. */
let world: World;
let story: ReturnType<typeof stories>;
/** First response in 4 hours, solution in 20; urgent in 1 and 4. */
let swift: Awaited<ReturnType<typeof createService>>;

beforeAll(async () => {
  world = await createWorld();
  story = stories(world);
  swift = await createService({
    name: "Suporte",
    departmentId: world.finance.id,
    categoryId: world.category.id,
    escalationHours: 5,
  });
  const term = (kind: "first_response" | "resolution", priority: "normal" | "urgent", amount: number) =>
    ({ serviceId: swift.id, kind, priority, amount, unit: "working_hours" }) as const;
  await db
    .insert(serviceTargets)
    .values([
      term("first_response", "normal", 4),
      term("resolution", "normal", 20),
      term("first_response", "urgent", 1),
      term("resolution", "urgent", 4),
    ]);
});

const opened = async () => (await world.open(world.ana, undefined, swift)).number;
const target = async (number: number, kind: "first_response" | "resolution") =>
  (await look(number)).targets.find((one) => one.kind === kind);
const solution = (number: number) => target(number, "resolution");
const wait = (number: number, at: Date) =>
  setPending(world.marina, { number, type: "team", reason: "Em preparo" }, at);
const approve = (number: number, at: Date) =>
  approveSolution(world.ana, { number, body: null, files: [] }, at);

describe("what a service promises", () => {
  it("begins with the ticket, with what is to be told of it", async () => {
    const number = await opened();
    const seen = await look(number);
    expect(seen.targets).toMatchObject([
      { kind: "first_response", amount: 4, dueAt: later(0, 4), countedFrom: later(0), endedAt: null },
      { kind: "resolution", amount: 20, dueAt: later(2), countedFrom: later(0), endedAt: null },
    ]);
    expect(seen.alarms).toEqual([
      { kind: "first_response", step: 1, dueAt: later(0, 3) },
      { kind: "first_response", step: 2, dueAt: later(0, 4) },
      // 5 working hours after 14:00: 9:00 of the next day.
      { kind: "first_response", step: 3, dueAt: later(0, 23) },
      // 15 hours from Monday, 10:00: Tuesday, 15:00.
      { kind: "resolution", step: 1, dueAt: later(1, 5) },
      { kind: "resolution", step: 2, dueAt: later(2) },
      { kind: "resolution", step: 3, dueAt: later(2, 5) },
    ]);
  });
  it("promises nothing where the service promises nothing", async () => {
    const seen = await look(await story.opened());
    expect(seen.targets).toEqual([]);
    expect(seen.alarms).toEqual([]);
  });

  it("taking and waiting are no first response; the first public act of a person is", async () => {
    const number = await opened();
    await takeTicket(world.marina, { number }, later(0, 1));
    await wait(number, later(0, 1));
    expect(await target(number, "first_response")).toMatchObject({ endedAt: null, countedFrom: later(0) });
    await addFollowUp(world.marina, words(number), later(0, 2));
    expect(await target(number, "first_response")).toMatchObject({ endedAt: later(0, 2), met: true });
    const { alarms } = await look(number);
    expect(alarms.filter(({ kind }) => kind === "first_response")).toEqual([]);
    await addFollowUp(world.marina, words(number), later(0, 7));
    expect(await target(number, "first_response")).toMatchObject({ endedAt: later(0, 2), met: true });
  });
  it("a late first response was missed", async () => {
    const number = await opened();
    await addFollowUp(world.marina, words(number), later(0, 5));
    expect(await target(number, "first_response")).toMatchObject({ endedAt: later(0, 5), met: false });
  });

  it("stands while the ticket waits, with what is left", async () => {
    const number = await opened();
    await takeTicket(world.marina, { number }, later(0, 1));
    await wait(number, later(0, 2));
    expect(await solution(number)).toMatchObject({
      countedFrom: null,
      dueAt: null,
      spentWork: 2 * 3_600_000,
    });
    expect((await look(number)).alarms.filter(({ kind }) => kind === "resolution")).toEqual([]);
    await resumeTicket(world.marina, { number }, later(2));
    // 18 hours left, from Wednesday, 10:00: Thursday, 18:00.
    expect(await solution(number)).toMatchObject({ dueAt: later(3, 8) });
  });

  it("stops with a solution; whether it was kept is decided by the one that is accepted", async () => {
    const number = await opened();
    await takeTicket(world.marina, { number }, later(0, 1));
    await proposeSolution(world.marina, words(number), later(0, 2));
    expect(await solution(number)).toMatchObject({ countedFrom: null, dueAt: null, endedAt: null });
    await refuseSolution(world.ana, words(number), later(9));
    // 18 hours left, from Wednesday, 10:00: Thursday, 18:00.
    expect(await solution(number)).toMatchObject({ countedFrom: later(9), dueAt: later(10, 8) });
    await proposeSolution(world.marina, words(number), later(9, 1));
    await approve(number, later(15));
    expect(await solution(number)).toMatchObject({ endedAt: later(15), met: true });
  });
  it("was missed when the accepted solution came late", async () => {
    const number = await opened();
    await proposeSolutionOf(number, later(0, 2));
    await refuseSolution(world.ana, words(number), later(0, 3));
    await proposeSolution(world.marina, words(number), later(7));
    await approve(number, later(7, 1));
    expect(await solution(number)).toMatchObject({ met: false });
  });
  it("goes on where it stood when the ticket is reopened", async () => {
    const number = await opened();
    await proposeSolutionOf(number, later(0, 2));
    await approve(number, later(1));
    await reopenTicket(world.ana, words(number), later(2));
    expect(await solution(number)).toMatchObject({ endedAt: null, met: null, dueAt: later(3, 8) });
  });
  it("was nothing to keep in a ticket its requester cancelled", async () => {
    const number = await opened();
    await cancelTicket(world.ana, { number }, later(0, 1));
    const seen = await look(number);
    expect(seen.targets).toMatchObject([
      { endedAt: later(0, 1), met: null },
      { endedAt: later(0, 1), met: null },
    ]);
    expect(seen.alarms).toEqual([]);
  });

  it("another priority keeps the time spent", async () => {
    const number = await opened();
    await changePriority(world.marina, { number, priority: "urgent" }, later(0, 2));
    const seen = await look(number);
    // 4 hours from 10:00, of which 2 are spent; the hour for the first response is over.
    expect(seen.targets).toMatchObject([
      { kind: "first_response", amount: 1, dueAt: later(0, 1) },
      { kind: "resolution", amount: 4, dueAt: later(0, 4) },
    ]);
    expect(seen.alarms.filter(({ kind }) => kind === "first_response")[0]).toEqual({
      kind: "first_response",
      step: 2,
      dueAt: later(0, 1),
    });
  });
  it("another service without a promise ends it, and one with a promise begins it", async () => {
    const number = await opened();
    await changeService(world.marina, { number, serviceId: world.tax.id }, later(0, 1));
    expect(await solution(number)).toMatchObject({ endedAt: later(0, 1), met: null });
    await changeService(world.marina, { number, serviceId: swift.id }, later(0, 3));
    // An hour was spent before.
    expect(await solution(number)).toMatchObject({ endedAt: null, dueAt: later(2, 2) });

    const plain = await story.opened();
    await changeService(world.marina, { number: plain, serviceId: swift.id }, later(0, 1));
    expect(await solution(plain)).toMatchObject({ startedAt: later(0, 1), dueAt: later(2, 1) });
  });
  it("that was late is nothing to have missed once nothing is promised", async () => {
    const number = await opened();
    await changeService(world.marina, { number, serviceId: world.tax.id }, later(10));
    expect(await solution(number)).toMatchObject({ endedAt: later(10), met: null });
  });
  it("owes no first response to who has one", async () => {
    const number = await story.opened();
    await addFollowUp(world.marina, words(number), later(0, 1));
    await changeService(world.marina, { number, serviceId: swift.id }, later(3));
    expect((await look(number)).targets.map(({ kind }) => kind)).toEqual(["resolution"]);
  });
  it("goes with the ticket to another department", async () => {
    const number = await opened();
    const west = { timeZone: "America/Porto_Velho" };
    await db.update(departments).set(west).where(eq(departments.id, world.traffic.id));
    const input = { number, departmentId: world.traffic.id, body: says("É com vocês.") };
    await transferTicket(world.marina, input, later(0, 2));
    expect(await solution(number)).toMatchObject({ spentWork: 2 * 3_600_000, dueAt: later(2) });
  });

  describe("in days, to a department whose days are shorter", () => {
    let registry: { id: string };
    let rosa: World["otto"];
    let paced: typeof swift;
    beforeAll(async () => {
      const [department] = await db
        .insert(departments)
        .values({ slug: "cartorio", name: "Cartório", shortName: "Cartório" })
        .returning();
      const morning = [{ from: 8 * 60, to: 14 * 60 }];
      const week = [[], morning, morning, morning, morning, morning, []];
      const [calendar] = await db
        .insert(calendars)
        .values({ name: "Das 8 às 14", week, createdAt: later(0), updatedAt: later(0) })
        .returning();
      if (!department || !calendar) throw new Error("there is no registry");
      registry = department;
      await db.insert(departmentCalendars).values({ departmentId: registry.id, calendarId: calendar.id });
      rosa = await createPerson("Rosa Pires", { technicianOf: [registry.id] });
      paced = await createService({
        name: "Análise de crédito",
        departmentId: world.finance.id,
        categoryId: world.category.id,
        escalationHours: 5,
      });
      const term = { amount: 5, unit: "working_days" } as const;
      await db
        .insert(serviceTargets)
        .values({ serviceId: paced.id, kind: "resolution", priority: "normal", ...term });
    });
    const move = (who: typeof world.ana, number: number, to: { id: string }, at: Date) =>
      transferTicket(who, { number, departmentId: to.id, body: says("É com vocês.") }, at);
    /** 5 days from Monday, 10:00, of which 3.5 are over on Thursday, 15:00. */
    const promised = async () => {
      const { number } = await world.open(world.ana, undefined, paced);
      expect(await solution(number)).toMatchObject({ dueAt: later(7) });
      return number;
    };

    it("keeps its share of the term, and there and back its end", async () => {
      const number = await promised();
      await move(world.marina, number, registry, later(3, 5));
      const seen = await look(number);
      // Of 30 hours there 9 are left: 6 on Friday, 3 on Monday.
      expect(seen.targets).toMatchObject([{ dueAt: later(7, 1), spentWork: 21 * 3_600_000 }]);
      expect(seen.alarms).toEqual([
        { kind: "resolution", step: 1, dueAt: later(3, 23.5) },
        { kind: "resolution", step: 2, dueAt: later(7, 1) },
        { kind: "resolution", step: 3, dueAt: later(8) },
      ]);
      expect((await getTicket(rosa, number, later(3, 6)))?.targets).toMatchObject([{ state: "running" }]);
      await move(rosa, number, world.finance, later(3, 5));
      expect(await solution(number)).toMatchObject({ dueAt: later(7), spentWork: 35 * 3_600_000 });
    });
    it("keeps the share that was left when it began to wait", async () => {
      const number = await promised();
      await takeTicket(world.marina, { number }, later(0, 1));
      await wait(number, later(3, 5));
      await move(world.marina, number, registry, later(4));
      // 4 of the 9 hours on Friday, 5 on Monday.
      expect(await solution(number)).toMatchObject({ countedFrom: later(4), dueAt: later(7, 3) });
    });
    it("that is late is due when it was", async () => {
      const number = await promised();
      await letPass(number, later(7));
      await move(world.marina, number, registry, later(8));
      expect(await solution(number)).toMatchObject({ dueAt: later(7) });
      await proposeSolutionOf(number, later(8, 1), rosa);
      await approve(number, later(8, 2));
      expect(await solution(number)).toMatchObject({ met: false });
    });
  });

  describe("the same under another service", () => {
    /** Promises what the swift one does, and tells nobody above. */
    let quiet: typeof swift;
    beforeAll(async () => {
      quiet = await createService({
        name: "Suporte sem escalação",
        departmentId: world.finance.id,
        categoryId: world.category.id,
        escalationHours: null,
      });
      const term = { priority: "normal", unit: "working_hours" } as const;
      await db.insert(serviceTargets).values([
        { serviceId: quiet.id, kind: "first_response", amount: 4, ...term },
        { serviceId: quiet.id, kind: "resolution", amount: 20, ...term },
      ]);
    });
    const becomes = (number: number, service: { id: string }, at: Date) =>
      changeService(world.marina, { number, serviceId: service.id }, at);
    const steps = async (number: number) =>
      (await look(number)).alarms.map(({ kind, step, dueAt }) => [kind, step, dueAt]);
    /** Answered in time; its end was told. */
    const late = async (from: typeof swift) => {
      const { number } = await world.open(world.ana, undefined, from);
      await addFollowUp(world.marina, words(number), later(0, 1));
      await letPass(number, later(2));
      return number;
    };

    it("is told of above where that one wants it, and is otherwise what it was", async () => {
      const { number } = await world.open(world.ana, undefined, quiet);
      const before = (await look(number)).targets;
      await becomes(number, swift, later(0, 1));
      expect(await steps(number)).toEqual([
        ["first_response", 1, later(0, 3)],
        ["first_response", 2, later(0, 4)],
        ["first_response", 3, later(0, 23)],
        ["resolution", 1, later(1, 5)],
        ["resolution", 2, later(2)],
        ["resolution", 3, later(2, 5)],
      ]);
      expect((await look(number)).targets).toEqual(before);
    });
    it("is not told of above where that one does not", async () => {
      const number = await opened();
      await becomes(number, quiet, later(0, 1));
      expect((await steps(number)).map(([, step]) => step)).toEqual([1, 2, 1, 2]);
      await letPass(number, later(5));
      const { events } = await look(number);
      expect(events.filter(({ verb }) => verb === "warn")).toHaveLength(4);
    });
    it("is told of above once it is late, and nothing twice", async () => {
      const number = await late(quiet);
      expect(await steps(number)).toEqual([]);
      await becomes(number, swift, later(2, 1));
      expect(await steps(number)).toEqual([["resolution", 3, later(2, 5)]]);
      await letPass(number, later(3));
      await becomes(number, quiet, later(3));
      await becomes(number, swift, later(3));
      expect(await steps(number)).toEqual([]);
    });
    it("is told of at once where it should have been long ago", async () => {
      const number = await late(quiet);
      await becomes(number, swift, later(4));
      await letPass(number, later(4), { late: true });
      expect((await look(number)).events.at(-1)).toMatchObject({
        ...{ verb: "warn", at: later(4) },
        facts: { deadline: "resolution", step: 3 },
      });
    });
    it("while it waits it is told of nothing, and then as that one wants", async () => {
      const { number } = await world.open(world.ana, undefined, quiet);
      await takeTicket(world.marina, { number }, later(0, 1));
      await addFollowUp(world.marina, words(number), later(0, 1));
      await wait(number, later(0, 2));
      await becomes(number, swift, later(0, 3));
      expect(await steps(number)).toEqual([]);
      await resumeTicket(world.marina, { number }, later(2));
      expect((await steps(number)).map(([, step]) => step)).toEqual([1, 2, 3]);
    });
  });

  it("warns at three quarters, at the end and after it, once each, and only the team", async () => {
    const number = await opened();
    await takeTicket(world.marina, { number }, later(0, 1));
    await addFollowUp(world.marina, words(number), later(0, 1));
    const before = (await look(number)).letters.length;
    await letPass(number, later(3));
    const seen = await look(number);
    const warnings = seen.events.filter(({ verb }) => verb === "warn");
    expect(warnings.map(({ at, internal, facts }) => [at, internal, facts])).toMatchObject([
      [later(1, 5), true, { deadline: "resolution", step: 1 }],
      [later(2), true, { deadline: "resolution", step: 2 }],
      [later(2, 5), true, { deadline: "resolution", step: 3 }],
    ]);
    expect(seen.letters.slice(before).map(({ toAddress }) => toAddress)).toEqual([
      world.marina.email,
      world.gilda.email,
      world.marina.email,
      world.gilda.email,
      world.gilda.email,
    ]);
    expect(seen.letters.at(-1)?.body).toContain("4 de março de 2026, às 10h (horário de Brasília)");
    expect(seen.updatedAt).toEqual(later(0, 1));
    expect(seen.alarms).toEqual([]);
    expect((await getTicket(world.ana, number, later(3)))?.entries.map((entry) => entry.kind)).not.toContain(
      "warn",
    );
  });
  it("after days of silence of the clock tells the last thing only", async () => {
    const number = await opened();
    await letPass(number, later(30), { late: true });
    const { events } = await look(number);
    expect(events.filter(({ verb }) => verb === "warn").map(({ facts }) => facts)).toMatchObject([
      { deadline: "first_response", step: 3 },
      { deadline: "resolution", step: 3 },
    ]);
  });
  it("is not told of twice after a wait", async () => {
    const number = await opened();
    await takeTicket(world.marina, { number }, later(0, 1));
    await letPass(number, later(1, 6));
    await wait(number, later(1, 6));
    await resumeTicket(world.marina, { number }, later(1, 7));
    const { alarms } = await look(number);
    expect(alarms.filter(({ kind }) => kind === "resolution").map(({ step }) => step)).toEqual([2, 3]);
  });
});

async function proposeSolutionOf(number: number, at: Date, by = world.marina) {
  await takeTicket(by, { number }, at);
  await proposeSolution(by, words(number), at);
}

describe("a term of the law", () => {
  it("is extended once, in writing, which the requester reads", async () => {
    const number = await story.promisedByLaw();
    expect((await solution(number))?.dueAt?.toISOString()).toBe("2026-04-02T02:59:59.999Z");
    await extendTerm(world.marina, words(number, "O parecer depende de outro órgão."), later(20));
    const seen = await look(number);
    // 60 days from 2 March: 1 May is a holiday and a Friday, so Monday the 4th.
    expect(seen.targets[0]).toMatchObject({ extendedAt: later(20) });
    expect(seen.targets[0]?.dueAt?.toISOString()).toBe("2026-05-05T02:59:59.999Z");
    expect(seen.events.at(-1)).toMatchObject({ verb: "extend", internal: false });
    expect(seen.messages.at(-1)).toMatchObject({ kind: "follow_up", side: "staff" });
    expect(seen.letters.at(-1)).toMatchObject({ kind: "extend", toAddress: world.ana.email });
    expect(seen.letters.at(-1)?.body).toContain("4 de maio de 2026");
    await expect(extendTerm(world.marina, words(number), later(21))).rejects.toMatchObject({
      code: "wrong_state",
    });
  });
  it("stays extended under another priority", async () => {
    const number = await story.promisedByLaw();
    await extendTerm(world.marina, words(number), later(20));
    const before = await solution(number);
    await changePriority(world.marina, { number, priority: "urgent" }, later(21));
    expect(await solution(number)).toMatchObject({ extendedAt: later(20), dueAt: before?.dueAt });
    expect((await getTicket(world.marina, number, later(22)))?.verbs).not.toContain("extend");
  });
  it("two people at once extend it once", async () => {
    const number = await story.promisedByLaw();
    const tries = await Promise.allSettled([
      extendTerm(world.marina, words(number), later(20)),
      extendTerm(world.tiago, words(number), later(20)),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await look(number)).events.filter(({ verb }) => verb === "extend")).toHaveLength(1);
  });
  it("not once it is over, not by the requester, and not where no law counts", async () => {
    const number = await story.promisedByLaw();
    await expect(extendTerm(world.ana, words(number), later(1))).rejects.toMatchObject({ code: "forbidden" });
    await expect(extendTerm(world.marina, words(number), later(40))).rejects.toMatchObject({
      code: "wrong_state",
    });
    const other = await opened();
    await expect(extendTerm(world.marina, words(other), later(0, 1))).rejects.toMatchObject({
      code: "wrong_state",
    });
  });
});

describe("silence", () => {
  it("is announced 5 days and 1 day before it ends the wait", async () => {
    const number = await story.waiting();
    await letPass(number, later(8));
    const seen = await look(number);
    expect(seen.events.slice(-3).map(({ verb, at }) => [verb, at])).toEqual([
      ["remind", later(2, 2)],
      ["remind", later(6, 2)],
      ["pending_lapse", later(7, 2)],
    ]);
    const notices = seen.letters.filter(({ kind }) => kind === "remind");
    expect(notices.map(({ toAddress }) => toAddress)).toEqual([world.ana.email, world.ana.email]);
    expect(notices[0]?.body).toContain("9 de março de 2026, às 12h (horário de Brasília)");
    expect(seen.due).toEqual([{ kind: "validation_lapse", dueAt: later(17, 2) }]);
  });
  it("does not end the wait unannounced: the notice goes first, and a day later it is over", async () => {
    const number = await story.waiting();
    const [ticket] = (await look(number)).due;
    await letPass(number, later(20), { late: true }).catch(() => undefined);
    const seen = await look(number);
    expect(seen.status).toBe("pending");
    expect(seen.letters.filter(({ kind }) => kind === "remind")).toHaveLength(1);
    expect(seen.due).toEqual([{ kind: ticket?.kind, dueAt: later(21) }]);
    expect(seen.events.at(-1)).toMatchObject({ verb: "remind", facts: { postponed: true } });
    await letPass(number, later(21));
    // The count of the solution begins when it is proposed.
    expect(await look(number)).toMatchObject({
      status: "validating",
      due: [{ kind: "validation_lapse", dueAt: later(31) }],
    });
  });
  it("a clock that is a second late, as it always is, postpones nothing that anybody notices", async () => {
    const number = await story.waiting();
    await letPass(number, later(2, 2));
    const late = new Date(later(6, 2).getTime() + 900);
    await letPass(number, late, { late: true });
    const { events, due } = await look(number);
    expect(events.at(-1)).toMatchObject({ verb: "remind" });
    expect(events.at(-1)?.facts).not.toHaveProperty("postponed");
    expect(due).toEqual([{ kind: "pending_lapse", dueAt: new Date(later(7, 2).getTime() + 900) }]);
  });
  it("tells the verb itself that nobody was told", async () => {
    const number = await story.waiting();
    const { id } = await look(number);
    await expect(pendingLapse(clock, { id }, later(8))).rejects.toMatchObject({ code: "conflict" });
    expect((await look(number)).status).toBe("pending");
  });
  it("an answer ends the count with its notices", async () => {
    const number = await story.waiting();
    await addReply(world.ana, words(number), later(1));
    expect((await look(number)).alarms).toEqual([]);
  });
  it("counts days of work where the service says so", async () => {
    const weekdays = await createService({
      name: "Protocolo",
      departmentId: world.finance.id,
      categoryId: world.category.id,
      dayUnit: "working_days",
      pendingLapseDays: 5,
      noticeDays: [2],
    });
    const number = await story.assigned(weekdays);
    await setPending(world.marina, { number, type: "requester", reason: "Falta o laudo" }, later(0, 2));
    expect((await look(number)).alarms).toEqual([
      { kind: "pending_lapse", step: 1, dueAt: later(3, 2) },
      { kind: "pending_lapse", step: 0, dueAt: later(7, 2) },
    ]);
  });

  it("is settled once, however many try", async () => {
    const number = await story.waiting();
    await letPass(number, later(7));
    const { id } = await look(number);
    const rows = await db.select().from(deadlines).where(eq(deadlines.ticketId, id));
    const lapse = rows.find(({ step, settledAt }) => step === 0 && !settledAt);
    if (!lapse) throw new Error("no count runs");
    const tries = await Promise.all(Array.from({ length: 8 }, () => settleDeadline(lapse, later(7, 2))));
    expect(tries.filter(Boolean)).toHaveLength(1);
    const { events } = await look(number);
    expect(events.filter(({ verb }) => verb === "pending_lapse")).toHaveLength(1);
  });
  it("a clock that was away for a month settles one thing at a time, each announced", async () => {
    const number = await story.waiting();
    const ticks: string[] = [];
    for (const day of [30, 30.5, 31, 41, 41.5, 42]) {
      await letPass(number, later(day), { late: true });
      ticks.push((await look(number)).status);
    }
    expect(ticks).toEqual(["pending", "pending", "validating", "validating", "validating", "closed"]);
    expect((await look(number)).events.slice(-5).map(({ verb }) => verb)).toEqual([
      "set_pending",
      "remind",
      "pending_lapse",
      "remind",
      "validation_lapse",
    ]);
  });
});

describe("the page", () => {
  it("shows both sides what is promised and what is left", async () => {
    const number = await opened();
    const seen = await getTicket(world.ana, number, later(0, 2));
    expect(seen?.targets).toMatchObject([
      {
        kind: "first_response",
        state: "running",
        left: 2 * 3_600_000,
        total: 4 * 3_600_000,
        dueAt: later(0, 4),
      },
      { kind: "resolution", state: "running", left: 18 * 3_600_000, dueAt: later(2) },
    ]);
    expect(seen?.promised).toBeNull();
    const desk = await getTicket(world.marina, number, later(2, 1));
    expect(desk?.targets.map(({ state }) => state)).toEqual(["late", "late"]);
  });
  it("offers to extend a term of the law to the team alone, and while it can be", async () => {
    const number = await story.promisedByLaw();
    const verbs = async (who: typeof world.ana, at: Date) => (await getTicket(who, number, at))?.verbs;
    expect(await verbs(world.marina, later(1))).toContain("extend");
    expect(await verbs(world.ana, later(1))).not.toContain("extend");
    expect(await verbs(world.marina, later(40))).not.toContain("extend");
  });
  it("offers more time once it was announced", async () => {
    const number = await story.waiting();
    const offers = async (at: Date) =>
      (await getTicket(world.ana, number, at))?.verbs.includes("still_needed");
    expect(await offers(later(1))).toBe(false);
    await letPass(number, later(2, 2));
    expect(await offers(later(2, 3))).toBe(true);
  });
});

it("one service keeps its days in the database's bounds", async () => {
  const wrong = db.update(services).set({ noticeDays: [] }).where(eq(services.id, swift.id));
  await expect(wrong.then(() => "taken")).rejects.toThrow();
});
