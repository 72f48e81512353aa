import { desc, eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "@/db/index";
import { calendarClosings, calendarEvents, calendars } from "@/db/schema/calendar";
import { services } from "@/db/schema/catalog";
import { departments } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { assignCalendar } from "@/lib/calendar/mutations/assign-calendar";
import { changeCalendar } from "@/lib/calendar/mutations/change-calendar";
import { createCalendar } from "@/lib/calendar/mutations/create-calendar";
import { deleteCalendar } from "@/lib/calendar/mutations/delete-calendar";
import {
  type CalendarSheet,
  calendarFor,
  calendarOf,
  findCalendar,
  listCalendars,
} from "@/lib/calendar/queries";
import { addWorkingTime } from "@/lib/calendar/rules";
import type { ClosingInput } from "@/lib/calendar/schema";
import { USUAL_WEEK } from "@/lib/calendar/usual";
import { HOUR } from "@/lib/dates";
import { receiptFor } from "@/lib/receipts/queries";
import { getTicket } from "@/lib/tickets/queries";
import { findReceipt } from "@/lib/tickets/receipt";
import { look, stories } from "../support/stories";
import { createWorld, later, START, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

let names = 0;
const newName = () => `Calendário ${++names}`;

async function made(state: "RO" | null = null): Promise<CalendarSheet> {
  const { id } = await createCalendar(world.ada, { name: newName(), state }, later(0));
  return sheet(id);
}

async function sheet(id: string): Promise<CalendarSheet> {
  const found = await findCalendar(world.ada, id);
  if (!found) throw new Error("no calendar");
  return found;
}

const eventsOf = (calendarId: string) =>
  db
    .select()
    .from(calendarEvents)
    .where(eq(calendarEvents.calendarId, calendarId))
    .orderBy(calendarEvents.id);

const lastAssignment = async (departmentId: string) =>
  (
    await db
      .select()
      .from(calendarEvents)
      .where(eq(calendarEvents.departmentId, departmentId))
      .orderBy(desc(calendarEvents.id))
  )[0];

const FAIR: ClosingInput = {
  name: "Feira da cidade",
  scope: "municipal",
  optional: false,
  observed: true,
  rule: { kind: "once", date: "2026-03-03" },
  from: 12 * 60,
  to: null,
  since: null,
  until: null,
};
const RULES: ClosingInput[] = [
  FAIR,
  {
    ...FAIR,
    name: "Padroeira",
    rule: { kind: "yearly", month: 5, day: 24 },
    from: null,
    since: 2020,
    until: 2030,
  },
  { ...FAIR, name: "Festa", scope: "own", optional: true, rule: { kind: "easter", offset: 39 }, to: 14 * 60 },
  { ...FAIR, name: "Antiga", observed: false },
];

describe("a calendar", () => {
  test("begins with the usual week, the national days and those of its state", async () => {
    const { id, week, closings, revision } = await made("RO");
    expect(week).toEqual(USUAL_WEEK);
    expect(revision).toBe(1);
    const stateDays = closings.filter(({ scope }) => scope === "state").map(({ name }) => name);
    expect(stateDays).toEqual(["Criação do Estado de Rondônia"]);
    expect(closings.every(({ observed }) => observed)).toBe(true);
    expect(closings.map(({ name }) => name)).toContain("Dia Nacional de Zumbi e da Consciência Negra");
    expect(await eventsOf(id)).toMatchObject([{ verb: "create", actorId: world.ada.userId, at: later(0) }]);
  });

  test("is changed as a whole; its event keeps how it was", async () => {
    const before = await made("RO");
    const week = USUAL_WEEK.map((slots, day) => (day === 6 ? [{ from: 9 * 60, to: 12 * 60 }] : [...slots]));
    const name = newName();
    const change = { ...before, name, week, closings: RULES };
    expect(await changeCalendar(world.ada, change, later(1))).toEqual({ revision: 2 });
    expect(await sheet(before.id)).toEqual({
      id: before.id,
      name,
      week,
      revision: 2,
      closings: RULES,
      departments: [],
    });
    const [, event] = await eventsOf(before.id);
    expect(event).toMatchObject({ verb: "change", at: later(1) });
    expect(event?.facts).toEqual({
      before: { name: before.name, week: before.week, closings: before.closings },
    });
  });

  test("of two who change it at once, one is told that the other was faster", async () => {
    const before = await made();
    const change = (name: string) =>
      changeCalendar(world.ada, { ...before, week: USUAL_WEEK.map((day) => [...day]), name }, later(1));
    const outcomes = await Promise.allSettled([change(newName()), change(newName())]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
    expect(await eventsOf(before.id)).toHaveLength(2);
  });

  test("is changed once where the answer to the same change was lost", async () => {
    const before = await made();
    const change = { ...before, week: before.week.map((day) => [...day]), closings: RULES };
    expect(await changeCalendar(world.ada, change, later(1))).toEqual({ revision: 2 });
    expect(await changeCalendar(world.ada, change, later(1, 1))).toEqual({ revision: 2 });
    expect(await eventsOf(before.id)).toHaveLength(2);
    for (const other of [
      { name: newName() },
      { closings: RULES.slice(1) },
      { week: [change.week[1] ?? [], ...change.week.slice(1)] },
    ])
      await expect(changeCalendar(world.ada, { ...change, ...other }, later(2))).rejects.toMatchObject({
        code: "conflict",
      });
  });

  test("takes no name that another one has", async () => {
    const [one, other] = [await made(), await made()];
    const taken = { code: "invalid", fields: { name: expect.stringContaining("Escolha outro") } };
    const name = one.name.toUpperCase();
    await expect(createCalendar(world.ada, { name, state: null }, later(1))).rejects.toMatchObject(taken);
    const week = other.week.map((day) => [...day]);
    await expect(changeCalendar(world.ada, { ...other, week, name }, later(1))).rejects.toMatchObject(taken);
    expect(await sheet(other.id)).toEqual(other);
    expect(await eventsOf(other.id)).toHaveLength(1);
  });

  test("that does not exist is said not to", async () => {
    const missing = { id: v7(), revision: 1, name: newName(), week: [], closings: [] };
    await expect(changeCalendar(world.ada, missing, later(1))).rejects.toMatchObject({ code: "not_found" });
    expect(await findCalendar(world.ada, missing.id)).toBeNull();
  });

  test("is the administration's alone", async () => {
    const { id } = await made();
    for (const actor of [world.ana, world.marina, world.gilda]) {
      const forbidden = { code: "forbidden" };
      await expect(createCalendar(actor, { name: newName(), state: null }, later(1))).rejects.toMatchObject(
        forbidden,
      );
      const change = { id, revision: 1, name: newName(), week: [], closings: [] };
      await expect(changeCalendar(actor, change, later(1))).rejects.toMatchObject(forbidden);
      await expect(deleteCalendar(actor, { id, revision: 1 }, later(1))).rejects.toMatchObject(forbidden);
      const { id: departmentId, timeZone } = world.finance;
      const before = { calendarId: null, timeZone };
      const assignment = { departmentId, calendarId: id, timeZone: "America/Rio_Branco", before };
      await expect(assignCalendar(actor, assignment, later(1))).rejects.toMatchObject(forbidden);
      expect(await worksBy(departmentId)).toEqual(before);
      await expect(listCalendars(actor)).rejects.toMatchObject(forbidden);
      await expect(findCalendar(actor, id)).rejects.toMatchObject(forbidden);
    }
  });
});

/** By what a department works. */
async function worksBy(departmentId: string) {
  const { departments } = await listCalendars(world.ada);
  const found = departments.find(({ id }) => id === departmentId);
  if (!found) throw new Error("no department");
  const { calendarId, timeZone } = found;
  return { calendarId, timeZone };
}

type Works = Awaited<ReturnType<typeof worksBy>>;

/** Makes it work by something else, by the hand of somebody who looked just before. */
async function assign(departmentId: string, change: Partial<Works>, at: Date): Promise<void> {
  const before = await worksBy(departmentId);
  await assignCalendar(world.ada, { departmentId, ...before, ...change, before }, at);
}

describe("a department", () => {
  const finance = () => ({ id: world.finance.id, timeZone: "America/Porto_Velho" });

  test("works by the usual calendar until it is given one, in its own time zone", async () => {
    const usual = await calendarOf(db, finance());
    expect(usual).toMatchObject({ timeZone: "America/Porto_Velho", week: USUAL_WEEK });
    const { id, week, ...rest } = await made();
    await changeCalendar(
      world.ada,
      { ...rest, id, week: week.map((day) => [...day]), closings: RULES },
      later(1),
    );
    await assign(world.finance.id, { calendarId: id }, later(2));
    const given = await calendarOf(db, finance());
    expect(given.closings.map(({ name }) => name).sort()).toEqual(["Feira da cidade", "Festa", "Padroeira"]);
    // The fair begins at noon of Tuesday, 3 March 2026.
    const morning = new Date("2026-03-03T15:00:00Z");
    expect(addWorkingTime(given, morning, 2 * HOUR)).toEqual(new Date("2026-03-04T13:00:00Z"));
    expect(addWorkingTime(usual, morning, 2 * HOUR)).toEqual(new Date("2026-03-03T17:00:00Z"));

    const { departments, calendars } = await listCalendars(world.ada);
    expect(departments).toContainEqual(expect.objectContaining({ id: finance().id, calendarId: id }));
    expect(calendars).toContainEqual(expect.objectContaining({ id, departments: 1 }));

    await assign(world.finance.id, { calendarId: null }, later(3));
    expect((await calendarOf(db, finance())).closings).toEqual(usual.closings);
    const assigned = await db
      .select()
      .from(calendarEvents)
      .where(eq(calendarEvents.departmentId, finance().id))
      .orderBy(calendarEvents.id);
    expect(assigned).toMatchObject([
      { verb: "assign", calendarId: id, facts: { before: null }, at: later(2) },
      { verb: "assign", calendarId: null, facts: { before: id }, at: later(3) },
    ]);
  });

  test("keeps the clocks of the zone it is given; what was promised stays", async () => {
    const number = await stories(world).promisedByLaw();
    const [promised] = (await look(number)).targets;
    await assign(world.finance.id, { timeZone: "America/Rio_Branco" }, later(4));
    const calendar = await calendarFor(db, world.finance.id);
    // 17:00 in Brasília is 15:00 there: work goes on until 18:00.
    const afternoon = new Date("2026-03-05T20:00:00Z");
    expect(addWorkingTime(calendar, afternoon, 3 * HOUR)).toEqual(new Date("2026-03-05T23:00:00Z"));
    expect(await worksBy(world.finance.id)).toMatchObject({ timeZone: "America/Rio_Branco" });
    expect(await lastAssignment(world.finance.id)).toMatchObject({
      verb: "assign",
      actorId: world.ada.userId,
      at: later(4),
      facts: { before: null, timeZone: { before: "America/Sao_Paulo", after: "America/Rio_Branco" } },
    });
    expect(promised?.dueAt).toBeInstanceOf(Date);
    expect((await look(number)).targets).toEqual([promised]);
    await assign(world.finance.id, { timeZone: "America/Sao_Paulo" }, later(5));
  });

  test("keeps no clocks of a zone that is none of the country's, but those it has", async () => {
    const invalid = { code: "invalid", fields: { timeZone: "Escolha um fuso da lista." } };
    const known = await worksBy(world.traffic.id);
    for (const timeZone of ["Europe/Lisbon", "Brasília", "toString", "", "America/Sao_Paulo "])
      await expect(assign(world.traffic.id, { timeZone }, later(1))).rejects.toMatchObject(invalid);
    expect(await worksBy(world.traffic.id)).toEqual(known);
    expect(await lastAssignment(world.traffic.id)).toBeUndefined();

    const [abroad] = await db
      .insert(departments)
      .values({ slug: "abroad", name: "Fora", shortName: "Fora", timeZone: "Europe/Lisbon" })
      .returning();
    if (!abroad) throw new Error("no department");
    const { id } = await made();
    await assign(abroad.id, { calendarId: id }, later(1));
    expect(await worksBy(abroad.id)).toEqual({ calendarId: id, timeZone: "Europe/Lisbon" });
  });

  test("that is given another calendar or other clocks keeps the day it promised in words", async () => {
    const longestTime = "2 dias úteis";
    await db.update(services).set({ longestTime }).where(eq(services.id, world.lien.id));
    const { number } = await world.open(world.bruno, START, world.lien);
    const { id, ...rest } = await made();
    const week = rest.week.map((day) => [...day]);
    const closings = [{ ...FAIR, from: null }];
    await changeCalendar(world.ada, { ...rest, id, week, closings }, later(0, 1));
    const before = await worksBy(world.traffic.id);
    await assign(world.traffic.id, { calendarId: id, timeZone: "America/Rio_Branco" }, later(0, 2));
    const day = "2026-03-04";
    expect((await getTicket(world.bruno, number, later(0, 3)))?.promised).toBe(day);
    expect((await findReceipt(world.bruno, number))?.promised).toBe(day);
    expect((await receiptFor(world.bruno.userId, (await look(number)).id))?.promised).toBe(day);
    // What begins now is promised by the new one.
    const { number: next } = await world.open(world.bruno, later(0, 3), world.lien);
    expect((await getTicket(world.bruno, next, later(0, 3)))?.promised).toBe("2026-03-05");
    // A ticket of before such days were written down is counted as ever.
    await db.update(tickets).set({ promisedOn: null }).where(eq(tickets.number, number));
    expect((await getTicket(world.bruno, number, later(0, 3)))?.promised).toBe("2026-03-05");
    expect((await findReceipt(world.bruno, number))?.promised).toBe("2026-03-05");
    await assign(world.traffic.id, before, later(0, 4));
  });

  test("is told nothing new where the answer to the same change was lost", async () => {
    const before = await worksBy(world.traffic.id);
    const { id } = await made();
    const change = { departmentId: world.traffic.id, ...before, calendarId: id, before };
    const assignments = () => db.$count(calendarEvents, eq(calendarEvents.departmentId, world.traffic.id));
    const earlier = await assignments();
    await assignCalendar(world.ada, change, later(6));
    await assignCalendar(world.ada, change, later(6, 1));
    expect(await worksBy(world.traffic.id)).toEqual({ ...before, calendarId: id });
    expect(await assignments()).toBe(earlier + 1);
    expect(await lastAssignment(world.traffic.id)).toMatchObject({ at: later(6) });
    await assign(world.traffic.id, before, later(7));
  });

  test("of two who change it at once, one is told that the other was faster", async () => {
    const before = await worksBy(world.traffic.id);
    const { id } = await made();
    const change = (what: Partial<Works>) =>
      assignCalendar(world.ada, { departmentId: world.traffic.id, ...before, ...what, before }, later(6));
    const outcomes = await Promise.allSettled([
      change({ calendarId: id }),
      change({ timeZone: "America/Manaus" }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
    // One of the two, not both, and not the other half undone.
    expect([
      { ...before, calendarId: id },
      { ...before, timeZone: "America/Manaus" },
    ]).toContainEqual(await worksBy(world.traffic.id));
    await assign(world.traffic.id, before, later(7));
  });

  test("that does not exist, or a calendar that does not, is said not to", async () => {
    const { id } = await made();
    const missing = { code: "not_found" };
    const { timeZone } = world.traffic;
    const before = { calendarId: null, timeZone };
    for (const input of [
      { departmentId: v7(), calendarId: id },
      { departmentId: world.traffic.id, calendarId: v7() },
    ])
      await expect(assignCalendar(world.ada, { ...input, timeZone, before }, later(1))).rejects.toMatchObject(
        missing,
      );
    expect(await calendarOf(db, { id: world.traffic.id, timeZone: "UTC" })).toMatchObject({
      week: USUAL_WEEK,
    });
  });
});

describe("a calendar that is deleted", () => {
  const told = (id: string) =>
    db
      .select()
      .from(calendarEvents)
      .where(sql`${calendarEvents.facts} ->> 'calendar' = ${id}`)
      .orderBy(calendarEvents.id);

  test("is gone with its days; what was done with it is still told, and what it was", async () => {
    const { id, name, week, closings } = await made("RO");
    await assign(world.traffic.id, { calendarId: id }, later(1));
    await assign(world.traffic.id, { calendarId: null }, later(2));
    await deleteCalendar(world.ada, { id, revision: 1 }, later(3));
    expect(await findCalendar(world.ada, id)).toBeNull();
    expect(await db.select().from(calendarClosings).where(eq(calendarClosings.calendarId, id))).toEqual([]);
    expect(await told(id)).toMatchObject([
      { verb: "create", calendarId: null, facts: { name, state: "RO" } },
      { verb: "assign", calendarId: null, departmentId: world.traffic.id, facts: { before: null } },
      {
        verb: "delete",
        calendarId: null,
        actorId: world.ada.userId,
        at: later(3),
        facts: { before: { name, state: "RO", week, closings } },
      },
    ]);
    // Its name is free again.
    await createCalendar(world.ada, { name, state: null }, later(4));
    await expect(deleteCalendar(world.ada, { id, revision: 1 }, later(4))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("is worked by nobody, and is the one that was looked at", async () => {
    const { id } = await made();
    await expect(deleteCalendar(world.ada, { id, revision: 2 }, later(1))).rejects.toMatchObject({
      code: "conflict",
    });
    await assign(world.traffic.id, { calendarId: id }, later(1));
    const { name } = world.traffic;
    expect((await sheet(id)).departments).toEqual([name]);
    await expect(deleteCalendar(world.ada, { id, revision: 1 }, later(2))).rejects.toMatchObject({
      code: "wrong_state",
      message: expect.stringContaining(name),
    });
    expect(await told(id)).toEqual([]);
    expect((await sheet(id)).departments).toEqual([name]);
    await assign(world.traffic.id, { calendarId: null }, later(3));
  });

  test("while somebody gives it to a department: one of the two is refused, in words", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await made();
      const before = await worksBy(world.traffic.id);
      const assignment = { departmentId: world.traffic.id, ...before, calendarId: id, before };
      const [assigned, deleted] = await Promise.allSettled([
        assignCalendar(world.ada, assignment, later(4)),
        deleteCalendar(world.ada, { id, revision: 1 }, later(4)),
      ]);
      expect([assigned.status, deleted.status].sort()).toEqual(["fulfilled", "rejected"]);
      if (assigned.status === "rejected") expect(assigned.reason).toMatchObject({ code: "not_found" });
      if (deleted.status === "rejected") expect(deleted.reason).toMatchObject({ code: "wrong_state" });
      await assign(world.traffic.id, { calendarId: null }, later(5));
    }
  });

  test("is waited for by who gives it to a department", async () => {
    const { id } = await made();
    const before = await worksBy(world.traffic.id);
    let giving: Promise<unknown> = Promise.resolve();
    await transact(async (tx) => {
      await tx.select().from(calendars).where(eq(calendars.id, id)).for("update");
      const assignment = { departmentId: world.traffic.id, ...before, calendarId: id, before };
      giving = assignCalendar(world.ada, assignment, later(4)).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await tx.delete(calendarEvents).where(eq(calendarEvents.calendarId, id));
      await tx.delete(calendars).where(eq(calendars.id, id));
    });
    expect(await giving).toMatchObject({ code: "not_found" });
    expect(await worksBy(world.traffic.id)).toEqual(before);
  });
});
