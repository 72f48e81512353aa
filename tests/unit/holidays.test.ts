import { describe, expect, test } from "vitest";
import { HOLIDAY_STATES, type HolidayState } from "@/db/enums";
import { closingsIn } from "@/lib/calendar/holidays";
import { knownClosings } from "@/lib/calendar/laws";
import { slotsOn } from "@/lib/calendar/rules";
import { calendarChange, newCalendar } from "@/lib/calendar/schema";
import { usualCalendar } from "@/lib/calendar/usual";

const DAY = 86_400_000;

const datesOf = (year: number, state: HolidayState | null, kept: (optional: boolean) => boolean) => {
  const days = closingsIn(
    year,
    knownClosings(state).filter(({ optional }) => kept(optional)),
  );
  return [...days.keys()].toSorted((one, other) => one - other).map(dateOf);
};
const dateOf = (dayNumber: number) => new Date(dayNumber * DAY).toISOString().slice(5, 10);

describe("the days the law knows", () => {
  // Portaria MGI of 30 December 2025, without the bridging days of that year alone (20 April and 5 June).
  test("are those of the federal ordinance of 2026", () => {
    expect(datesOf(2026, null, (optional) => !optional)).toEqual([
      ...["01-01", "04-03", "04-21", "05-01", "09-07", "10-12", "11-02", "11-15", "11-20", "12-25"],
    ]);
    expect(datesOf(2026, null, (optional) => optional)).toEqual([
      ...["02-16", "02-17", "02-18", "06-04", "10-28", "12-24", "12-31"],
    ]);
  });

  test.each<[HolidayState, string[]]>([
    ["RO", ["01-04"]],
    ["RS", ["09-20"]],
    ["SP", ["07-09"]],
    ["DF", ["04-21", "11-30"]],
  ])("%s adds its own", (state, own) => {
    const national = datesOf(2027, null, () => true);
    const all = datesOf(2027, state, () => true);
    expect(all).toEqual([...new Set([...national, ...own])].toSorted());
  });

  test("the 20th of November is everybody's since 2024, in every state", () => {
    for (const state of [null, ...HOLIDAY_STATES]) {
      expect(datesOf(2023, state, () => true)).not.toContain("11-20");
      expect(datesOf(2024, state, () => true)).toContain("11-20");
    }
  });

  test("no state keeps the 18th of June in Rondônia's stead, which the Supreme Court struck down", () => {
    for (const state of HOLIDAY_STATES) expect(datesOf(2026, state, () => true)).not.toContain("06-18");
  });

  test.each([
    ["2026-02-18", [{ from: 14 * 60, to: 18 * 60 }]],
    ["2026-12-24", [{ from: 8 * 60, to: 13 * 60 }]],
    ["2026-12-31", [{ from: 8 * 60, to: 13 * 60 }]],
    ["2026-11-20", []],
    ["2026-11-19", [{ from: 8 * 60, to: 18 * 60 }]],
    ["2026-11-22", []],
  ])("on %s the usual calendar works %o", (date, slots) => {
    expect(slotsOn(usualCalendar("America/Sao_Paulo"), Date.parse(date) / DAY)).toEqual(slots);
  });
});

describe("what is sent of a calendar", () => {
  const day = (from: number, to: number) => ({ from, to });
  const closing = {
    name: "Feira",
    scope: "own",
    optional: false,
    observed: true,
    rule: { kind: "yearly", month: 2, day: 29 },
    from: null,
    to: null,
    since: null,
    until: null,
  };
  const change = (changes: object) =>
    calendarChange.safeParse({
      id: "019a9b1e-0000-7000-8000-000000000000",
      revision: 1,
      name: "Horário da casa",
      week: [[], [day(480, 720), day(720, 1080)], [], [], [], [], []],
      closings: [closing],
      ...changes,
    });

  test("is taken when it makes sense", () => {
    expect(change({}).success).toBe(true);
    expect(newCalendar.safeParse({ name: " Horário  da casa ", state: "RS" }).data?.name).toBe(
      "Horário da casa",
    );
  });

  test.each<[string, object, string]>([
    ["no work at all", { week: [[], [], [], [], [], [], []] }, "ao menos um período"],
    ["slots over each other", { week: [[], [day(480, 720), day(700, 800)], [], [], [], [], []] }, "sobrepor"],
    ["slots in disorder", { week: [[], [day(800, 900), day(480, 720)], [], [], [], [], []] }, "sobrepor"],
    ["a slot that ends first", { week: [[day(720, 480)], [], [], [], [], [], []] }, "depois do começo"],
    ["a name of nothing", { name: "  \u200b " }, "Dê um nome ao calendário"],
    [
      "30 February",
      { closings: [{ ...closing, rule: { kind: "yearly", month: 2, day: 30 } }] },
      "não existe",
    ],
    [
      "a date that is none",
      { closings: [{ ...closing, rule: { kind: "once", date: "2026-02-29" } }] },
      "data que existe",
    ],
    ["no date", { closings: [{ ...closing, rule: { kind: "once", date: "" } }] }, "Informe a data."],
    [
      "a slot without an end",
      { week: [[{ from: 480, to: null }], [], [], [], [], [], []] },
      "Informe a hora.",
    ],
    ["a part that ends first", { closings: [{ ...closing, from: 600, to: 600 }] }, "depois do começo"],
    ["years in disorder", { closings: [{ ...closing, since: 2030, until: 2029 }] }, "antes do primeiro"],
    ["a day without a name", { closings: [{ ...closing, name: "x" }] }, "Dê um nome ao dia"],
  ])("but not %s", (_, changes, words) => {
    const result = change(changes);
    expect(result.success).toBe(false);
    expect(result.error?.issues.map(({ message }) => message).join(" ")).toContain(words);
  });
});
