import { describe, expect, test } from "vitest";
import { problemsOf, stillWrong, wholeSlots } from "@/components/calendar/calendar-problems";
import { checkFilled, type Filled, filledOf } from "@/components/calendar/closing-form";
import { HOLIDAY_STATES } from "@/db/enums";
import { repeatedBy } from "@/lib/calendar/closings";
import { knownClosings } from "@/lib/calendar/laws";
import { type ClosingInput, calendarChange } from "@/lib/calendar/schema";

const FAIR: ClosingInput = {
  name: "Feira da cidade",
  scope: "municipal",
  optional: false,
  observed: true,
  rule: { kind: "once", date: "2026-12-10" },
  from: null,
  to: null,
  since: null,
  until: null,
};
const filled = (change: Partial<Filled> = {}): Filled => ({ ...filledOf(FAIR, 2026), ...change });
const messagesOf = (errors: object) =>
  Object.fromEntries(Object.entries(errors).map(([field, { message }]) => [field, message]));

describe("a day without work, as it is filled in", () => {
  test("is read as it was shown", () => {
    const rules = [
      FAIR,
      { ...FAIR, rule: { kind: "yearly", month: 5, day: 24 }, from: 720, since: 2020, until: 2030 },
      { ...FAIR, rule: { kind: "easter", offset: -47 }, from: 0, to: 840, scope: "own" },
      { ...FAIR, rule: { kind: "easter", offset: 60 }, to: 1440, observed: false },
    ] satisfies ClosingInput[];
    for (const one of rules)
      expect(checkFilled(filledOf(one, 2026), one, [])).toEqual({ values: one, errors: {} });
  });

  test.each<[string, Partial<Filled>, object]>([
    ["a date", { date: "" }, { date: "Informe a data." }],
    ["an hour", { part: "between", from: "", to: "12:00" }, { from: "Informe a hora." }],
    ["both hours", { part: "between", from: "", to: "" }, { from: "Informe a hora.", to: "Informe a hora." }],
    ["a name", { name: " " }, { name: "Dê um nome ao dia." }],
    [
      "hours in order",
      { part: "between", from: "14:00", to: "12:00" },
      { to: "O fim precisa ser depois do começo." },
    ],
    [
      "a day of the month",
      { kind: "yearly", day: "31", month: "6" },
      { day: "Este dia não existe neste mês." },
    ],
  ])("lacks %s", (_, change, words) => {
    expect(messagesOf(checkFilled(filled(change), null, []).errors)).toEqual(words);
  });

  test("is not taken in where it is already", () => {
    const again = filled({ name: "Outra feira" });
    const words = { date: "Este dia já está na lista: Feira da cidade." };
    expect(messagesOf(checkFilled(again, null, [FAIR]).errors)).toEqual(words);
    expect(checkFilled(filled({ date: "2026-12-11" }), null, [FAIR]).errors).toEqual({});
    expect(checkFilled(filled({ part: "from" }), null, [FAIR]).errors).toEqual({});
    // What stood there twice can be given another name, but nothing is moved onto it.
    expect(checkFilled(again, FAIR, [FAIR]).errors).toEqual({});
    const other = { ...FAIR, rule: { kind: "once", date: "2026-12-11" } } satisfies ClosingInput;
    expect(messagesOf(checkFilled(again, other, [FAIR]).errors)).toEqual(words);
  });
});

describe("one day by the side of others", () => {
  const yearly = (change: Partial<ClosingInput> = {}): ClosingInput => ({
    ...FAIR,
    rule: { kind: "yearly", month: 12, day: 10 },
    ...change,
  });
  test.each<[string, ClosingInput, ClosingInput, boolean]>([
    ["the same date", FAIR, { ...FAIR, name: "Outra" }, true],
    ["a date, and every year's", FAIR, yearly(), false],
    ["every year's", yearly(), yearly({ scope: "own", observed: false }), true],
    ["of other months", yearly(), yearly({ rule: { kind: "yearly", month: 11, day: 10 } }), false],
    ["until a year, and after it", yearly({ until: 2025 }), yearly({ since: 2026 }), false],
    ["until a year, and from it on", yearly({ until: 2026 }), yearly({ since: 2026 }), true],
    [
      "from Easter",
      yearly({ rule: { kind: "easter", offset: 60 } }),
      yearly({ rule: { kind: "easter", offset: 60 } }),
      true,
    ],
    ["of another part of the day", yearly({ from: 720 }), yearly(), false],
  ])("%s", (_, one, other, same) => {
    expect(repeatedBy(one, [other])).toBe(same ? other : undefined);
    expect(repeatedBy(other, [one])).toBe(same ? one : undefined);
  });

  test("the law says no day twice, but for Brasília's own", () => {
    for (const state of [null, ...HOLIDAY_STATES]) {
      const known = knownClosings(state).map((closing) => ({ ...closing, observed: true }));
      const twice = known.filter((one, at) => repeatedBy(one, known.slice(at + 1)));
      expect(twice.map(({ name }) => name)).toEqual(state === "DF" ? ["Tiradentes"] : []);
    }
  });
});

describe("a week, as it is filled in", () => {
  type Week = { from: number | null; to: number | null }[][];
  const wrong = (monday: Week[number], tuesday: Week[number] = []) =>
    problemsOf(
      calendarChange.safeParse({
        id: crypto.randomUUID(),
        revision: 1,
        name: "Horário da casa",
        closings: [],
        week: [[], monday, tuesday, [], [], [], []],
      }).error?.issues ?? [],
    );
  const OVER = [
    { from: 510, to: 780 },
    { from: 720, to: 1050 },
  ];
  const APART = [
    { from: 510, to: 720 },
    { from: 780, to: 1050 },
  ];

  test("what is mended is told no more, though another day is still wrong", () => {
    const told = wrong(OVER, [{ from: 720, to: 480 }]);
    expect(told.days).toEqual({
      1: "Os períodos de um dia não podem se sobrepor. Confira os horários.",
      2: "O fim precisa ser depois do começo.",
    });
    expect(stillWrong(told, wrong(APART, [{ from: 720, to: 480 }])).days).toEqual({ 2: told.days[2] });
    expect(stillWrong(told, wrong(APART, APART)).days).toEqual({});
  });

  test("what nobody was told of waits for the next attempt; what went wrong in another way is told in its words", () => {
    const told = wrong(OVER);
    expect(stillWrong(told, wrong(APART, OVER)).days).toEqual({});
    expect(stillWrong(told, wrong([{ from: 510, to: null }])).days).toEqual({ 1: "Informe a hora." });
  });

  test("a week of nothing is told of until there is a period", () => {
    const told = wrong([]);
    expect(told.week).toContain("ao menos um período");
    expect(stillWrong(told, wrong([])).week).toBe(told.week);
    expect(stillWrong(told, wrong(APART)).week).toBeUndefined();
  });

  test("a period without an hour is none for the year's view", () => {
    expect(wholeSlots([[], [{ from: null, to: 720 }, ...APART]])).toEqual([[], APART]);
  });
});
