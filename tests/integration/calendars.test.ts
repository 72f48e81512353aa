import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/index";
import { calendarEvents } from "@/db/schema/calendar";
import { assignCalendar } from "@/lib/calendar/mutations/assign-calendar";
import { changeCalendar } from "@/lib/calendar/mutations/change-calendar";
import { createCalendar } from "@/lib/calendar/mutations/create-calendar";
import { type CalendarSheet, calendarOf, findCalendar, listCalendars } from "@/lib/calendar/queries";
import { addWorkingTime } from "@/lib/calendar/rules";
import type { ClosingInput } from "@/lib/calendar/schema";
import { USUAL_WEEK } from "@/lib/calendar/usual";
import { HOUR } from "@/lib/dates";
import { createWorld, later, type World } from "../support/world";

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
    expect(await sheet(before.id)).toEqual({ id: before.id, name, week, revision: 2, closings: RULES });
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
      const assignment = { departmentId: world.finance.id, calendarId: id };
      await expect(assignCalendar(actor, assignment, later(1))).rejects.toMatchObject(forbidden);
      await expect(listCalendars(actor)).rejects.toMatchObject(forbidden);
      await expect(findCalendar(actor, id)).rejects.toMatchObject(forbidden);
    }
  });
});

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
    await assignCalendar(world.ada, { departmentId: finance().id, calendarId: id }, later(2));
    const given = await calendarOf(db, finance());
    expect(given.closings.map(({ name }) => name).sort()).toEqual(["Feira da cidade", "Festa", "Padroeira"]);
    // The fair begins at noon of Tuesday, 3 March 2026.
    const morning = new Date("2026-03-03T15:00:00Z");
    expect(addWorkingTime(given, morning, 2 * HOUR)).toEqual(new Date("2026-03-04T13:00:00Z"));
    expect(addWorkingTime(usual, morning, 2 * HOUR)).toEqual(new Date("2026-03-03T17:00:00Z"));

    const { departments, calendars } = await listCalendars(world.ada);
    expect(departments).toContainEqual(expect.objectContaining({ id: finance().id, calendarId: id }));
    expect(calendars).toContainEqual(expect.objectContaining({ id, departments: 1 }));

    await assignCalendar(world.ada, { departmentId: finance().id, calendarId: null }, later(3));
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

  test("that does not exist, or a calendar that does not, is said not to", async () => {
    const { id } = await made();
    const missing = { code: "not_found" };
    for (const input of [
      { departmentId: v7(), calendarId: id },
      { departmentId: world.traffic.id, calendarId: v7() },
    ])
      await expect(assignCalendar(world.ada, input, later(1))).rejects.toMatchObject(missing);
    expect(await calendarOf(db, { id: world.traffic.id, timeZone: "UTC" })).toMatchObject({
      week: USUAL_WEEK,
    });
  });
});
