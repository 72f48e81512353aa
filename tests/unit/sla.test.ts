import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TERM_UNITS } from "@/db/enums";
import { addWorkingTime, type BusinessCalendar, workingTimeBetween } from "@/lib/calendar/rules";
import { DAY, HOUR } from "@/lib/dates";
import { spanInWords, termInWords } from "@/lib/sla/labels";
import {
  afterDays,
  alarmsOf,
  beginCount,
  type Count,
  isExtendable,
  isLate,
  leftOf,
  noticesOf,
  recount,
  runOn,
  stand,
} from "@/lib/sla/rules";
import { targetViews } from "@/lib/sla/targets";
import { at, calendarOf, HALF_TUESDAY, hours, LUNCH, MONDAY_CLOSED, OFFICE, weekOf } from "../support/office";

const working = (amount: number) => ({ amount, unit: "working_hours" }) as const;
const days = (amount: number) => ({ amount, unit: "working_days" }) as const;
const law = (amount: number) => ({ amount, unit: "calendar_days" }) as const;

const dueOf = (count: Count) => count.dueAt;

/** Working time between two ends, whichever comes first. */
function apart(calendar: BusinessCalendar, one: Count, other: Count): number {
  const [a, b] = [one.dueAt, other.dueAt];
  if (!a || !b) throw new Error("one of them stands");
  return workingTimeBetween(calendar, a, b) + workingTimeBetween(calendar, b, a);
}

describe("a term that begins", () => {
  test.each([
    ["hours over the evening", OFFICE, "Mon 16:00", working(4), "Tue 10:00"],
    ["hours to the end of the day", OFFICE, "Mon 16:00", working(2), "Mon 18:00"],
    ["a day", OFFICE, "Mon 16:00", days(1), "Tue 16:00"],
    ["a day from the early morning", OFFICE, "Mon 05:00", days(1), "Tue 08:00"],
    ["a day from the evening", OFFICE, "Mon 20:00", days(1), "Wed 08:00"],
    ["a day from Saturday", OFFICE, "Sat 10:00", days(1), "next Tue 08:00"],
    ["hours over a holiday", MONDAY_CLOSED, "Fri 17:00", working(4), "next Tue 11:00"],
    ["hours over lunch", LUNCH, "Mon 11:00", working(2), "Mon 14:00"],
    ["minutes", OFFICE, "Mon 17:45", { amount: 30, unit: "working_minutes" as const }, "Tue 08:15"],
  ])("%s", (_, calendar, start, term, due) => {
    expect(dueOf(beginCount(calendar, term, at(start)))).toEqual(at(due));
  });

  test("a term of the law ends with its last day, on a working day", () => {
    // 30 days from Monday the 9th: Wednesday, 9 December. 5 days: Saturday, so Monday.
    const end = (term: ReturnType<typeof law>) =>
      dueOf(beginCount(OFFICE, term, at("Mon 10:00")))?.toISOString();
    expect(end(law(30))).toBe("2026-12-10T02:59:59.999Z");
    expect(end(law(5))).toBe("2026-11-17T02:59:59.999Z");
  });
});

describe("a count that stands", () => {
  test("keeps what is left", () => {
    const begun = beginCount(OFFICE, working(7), at("Mon 10:00"));
    expect(begun.dueAt).toEqual(at("Mon 17:00"));
    const standing = stand(OFFICE, begun, at("Mon 10:00"));
    expect(standing).toMatchObject({ countedFrom: null, dueAt: null });
    expect(leftOf(OFFICE, standing, at("Fri 10:00"))).toMatchObject({ left: 7 * HOUR, total: 7 * HOUR });
    expect(runOn(OFFICE, standing, at("Mon 13:00")).dueAt).toEqual(at("Tue 10:00"));
  });
  test("counts only working time", () => {
    const standing = stand(OFFICE, beginCount(OFFICE, working(10), at("Fri 17:00")), at("next Mon 09:00"));
    expect(standing.spentWork).toBe(2 * HOUR);
  });
  test("stays late", () => {
    const begun = beginCount(OFFICE, working(2), at("Mon 08:00"));
    const standing = stand(OFFICE, begun, at("Mon 12:00"));
    expect(standing.dueAt).toEqual(at("Mon 10:00"));
    expect(runOn(OFFICE, standing, at("Wed 08:00")).dueAt).toEqual(at("Mon 10:00"));
  });
  test("stands in whole days where the law counts days", () => {
    const begun = beginCount(OFFICE, law(10), at("Mon 10:00"));
    const standing = stand(OFFICE, begun, at("Thu 16:00"));
    expect(standing.spentDays).toBe(3);
    expect(leftOf(OFFICE, standing, at("Sun 12:00"))).toEqual({
      unit: "calendar",
      left: 7 * DAY,
      total: 10 * DAY,
    });
    expect(runOn(OFFICE, standing, at("Fri 09:00")).dueAt?.toISOString()).toBe("2026-11-21T02:59:59.999Z");
  });
  test("on the last day, which moved on to one of work, nothing more is spent than there was", () => {
    const begun = beginCount(OFFICE, law(5), at("Mon 10:00"));
    const standing = stand(OFFICE, begun, at("next Mon 12:00"));
    expect(standing).toMatchObject({ spentDays: 5, dueAt: null });
    expect(runOn(OFFICE, standing, at("next Tue 09:00")).dueAt?.toISOString()).toBe(
      "2026-11-18T02:59:59.999Z",
    );
  });
  test("days that would end with a day's work end when the next begins", () => {
    const begun = beginCount(OFFICE, days(1), at("Mon 08:00"));
    const standing = stand(OFFICE, begun, at("Mon 12:00"));
    expect(runOn(OFFICE, standing, at("Mon 12:00")).dueAt).toEqual(at("Tue 08:00"));
  });

  test("stopping and going on at once moves nothing, however often", () => {
    const moments = fc.integer({ min: 0, max: 14 * 24 * 60 }).map((minute) => minute * 60_000);
    fc.assert(
      fc.property(
        moments,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(...TERM_UNITS),
        fc.array(moments),
        (start, amount, unit, stops) => {
          const begun = beginCount(LUNCH, { amount, unit }, new Date(at("Mon 00:00").getTime() + start));
          const ends = stops.reduce<Count>((count, stop) => {
            const now = new Date(begun.startedAt.getTime() + stop);
            if (count.countedFrom && now < count.countedFrom) return count;
            return runOn(LUNCH, stand(LUNCH, count, now), now);
          }, begun);
          // Of days there are whole ones: one that would end on a Saturday, and goes on from there, ends no sooner.
          if (unit === "calendar_days")
            expect(ends.dueAt?.getTime()).toBeGreaterThanOrEqual(begun.dueAt?.getTime() ?? 0);
          else expect(apart(LUNCH, begun, ends)).toBe(0);
        },
      ),
    );
  });
  test("what is spent and what is left make the whole", () => {
    const minutes = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 200 }), (passed, amount) => {
        const begun = beginCount(LUNCH, working(amount), at("Tue 09:30"));
        const now = new Date(at("Tue 09:30").getTime() + passed * 60_000);
        const standing = stand(LUNCH, begun, now);
        expect(standing.spentWork + leftOf(LUNCH, begun, now).left).toBe(amount * HOUR);
        expect(leftOf(LUNCH, standing, now).left).toBe(leftOf(LUNCH, begun, now).left);
      }),
    );
  });
});

describe("another term", () => {
  const same = { before: OFFICE, after: OFFICE };
  test("keeps the time spent", () => {
    const begun = beginCount(OFFICE, working(20), at("Mon 08:00"));
    const changed = recount(same, begun, { ...working(8), extendedAt: null }, at("Mon 13:00"));
    expect(changed).toMatchObject({ spentWork: 5 * HOUR, dueAt: at("Mon 16:00") });
  });
  test("that is spent already was due when it would have been", () => {
    const begun = beginCount(OFFICE, working(20), at("Mon 08:00"));
    const changed = recount(same, begun, { ...working(4), extendedAt: null }, at("Tue 10:00"));
    expect(changed.dueAt).toEqual(at("Mon 12:00"));
  });
  test("that is longer is late no more", () => {
    const late = beginCount(OFFICE, working(4), at("Mon 08:00"));
    const changed = recount(same, late, { ...working(20), extendedAt: null }, at("Tue 10:00"));
    expect(changed).toMatchObject({ spentWork: 12 * HOUR, dueAt: at("Tue 18:00") });
  });
  test("while it stands", () => {
    const standing = stand(OFFICE, beginCount(OFFICE, working(20), at("Mon 08:00")), at("Mon 12:00"));
    const changed = recount(same, standing, { ...working(8), extendedAt: null }, at("Wed 10:00"));
    expect(changed).toMatchObject({ countedFrom: null, dueAt: null, spentWork: 4 * HOUR });
    expect(runOn(OFFICE, changed, at("Thu 08:00")).dueAt).toEqual(at("Thu 12:00"));
  });
  test("in another calendar", () => {
    const begun = beginCount(OFFICE, working(9), at("Mon 08:00"));
    const moved = recount(
      { before: OFFICE, after: LUNCH },
      begun,
      { ...working(9), extendedAt: null },
      at("Mon 10:00"),
    );
    expect(moved.dueAt).toEqual(at("Mon 18:00"));
    expect(addWorkingTime(LUNCH, at("Mon 10:00"), 7 * HOUR)).toEqual(at("Mon 18:00"));
  });
  test("extended once, it counts twice", () => {
    const begun = {
      ...beginCount(OFFICE, law(30), at("Mon 08:00")),
      kind: "resolution" as const,
      endedAt: null,
    };
    expect(isExtendable(begun, at("Fri 08:00"))).toBe(true);
    const extended = recount(same, begun, { ...law(30), extendedAt: at("Fri 08:00") }, at("Fri 08:00"));
    expect(extended.dueAt?.toISOString()).toBe("2027-01-09T02:59:59.999Z");
    expect(isExtendable(extended, at("Fri 09:00"))).toBe(false);
    expect(isExtendable(begun, new Date("2026-12-10T03:00:00Z"))).toBe(false);
    expect(isExtendable({ ...begun, unit: "working_days" }, at("Fri 08:00"))).toBe(false);
  });
});

describe("another calendar", () => {
  const SHORT = calendarOf(weekOf(hours(8, 14)));
  const MORNING = calendarOf(weekOf(hours(8, 12)));
  const AFTERNOON = calendarOf(weekOf(hours(13, 19)));
  const WEST = calendarOf(weekOf(hours(8, 18)), [], "America/Porto_Velho");

  type Calendars = [before: BusinessCalendar, after: BusinessCalendar];
  const moved = <T extends Count>(count: T, [before, after]: Calendars, now: Date, term = count): T => {
    const { amount, unit, extendedAt } = term;
    return recount({ before, after }, count, { amount, unit, extendedAt }, now);
  };

  test.each<[string, Calendars, ReturnType<typeof days>, string, string, string]>([
    // Of 5 days 3.3 are over: 1.7 days of 6 hours are left.
    ["shorter days", [OFFICE, SHORT], days(5), "Mon 08:00", "Thu 11:00", "next Mon 09:12"],
    ["much shorter days", [OFFICE, MORNING], days(5), "Mon 08:00", "Thu 11:00", "next Mon 09:48"],
    // 3.5 days are over: 1.5 days of 10 hours are left.
    ["longer days", [SHORT, OFFICE], days(5), "Mon 08:00", "Thu 11:00", "Fri 16:00"],
    ["much longer days", [MORNING, OFFICE], days(5), "Mon 08:00", "Thu 10:00", "Fri 15:00"],
    ["days of as many hours", [SHORT, AFTERNOON], days(5), "Mon 08:00", "Thu 11:00", "Fri 16:00"],
    ["days an hour later", [OFFICE, WEST], days(5), "Mon 09:00", "Thu 11:00", "next Mon 09:00"],
    ["days of which one is short", [OFFICE, HALF_TUESDAY], days(2), "Mon 08:00", "Mon 13:00", "Wed 09:30"],
    ["nothing is spent yet", [OFFICE, SHORT], days(2), "Sat 10:00", "Sun 10:00", "next Wed 08:00"],
    [
      "all is spent, and it is not late",
      [OFFICE, SHORT],
      days(5),
      "Mon 08:00",
      "Fri 18:30",
      "next Mon 08:00",
    ],
    ["it is late, and stays so", [OFFICE, SHORT], days(5), "Mon 08:00", "next Tue 10:00", "next Mon 08:00"],
  ])("days keep their share: %s", (_, calendars, term, start, now, due) => {
    expect(moved(beginCount(calendars[0], term, at(start)), calendars, at(now)).dueAt).toEqual(at(due));
  });
  test("hours stay hours", () => {
    const begun = beginCount(OFFICE, working(20), at("Mon 08:00"));
    const there = moved(begun, [OFFICE, SHORT], at("Tue 10:00"));
    expect(there).toMatchObject({ spentWork: 12 * HOUR, dueAt: at("Wed 12:00") });
    const late = moved(begun, [OFFICE, SHORT], at("Thu 12:00"));
    expect(late.dueAt).toEqual(begun.dueAt);
  });
  test("days of the law stay days, and what they are in working days is kept beside them", () => {
    const begun = beginCount(OFFICE, law(10), at("Mon 10:00"));
    const there = moved(begun, [OFFICE, SHORT], at("Thu 10:00"));
    expect(there).toMatchObject({ spentDays: 3, dueAt: begun.dueAt });
    // 3 working days of 5 are over.
    const counted = moved(there, [SHORT, SHORT], at("Thu 10:00"), { ...there, ...days(5) });
    expect(counted.dueAt).toEqual(at("next Mon 10:00"));
  });
  test("where the term becomes one of days, or of hours, at once", () => {
    const inHours = beginCount(OFFICE, working(40), at("Mon 08:00"));
    const asDays = moved(inHours, [OFFICE, SHORT], at("Thu 11:00"), { ...inHours, ...days(5) });
    expect(asDays.dueAt).toEqual(at("next Mon 09:12"));
    const inDays = beginCount(OFFICE, days(5), at("Mon 08:00"));
    const asHours = moved(inDays, [OFFICE, SHORT], at("Thu 11:00"), { ...inDays, ...working(40) });
    expect(asHours).toMatchObject({ spentWork: 33 * HOUR, dueAt: at("Fri 12:00") });
  });
  test.each<[string, Calendars, string]>([
    ["shorter days", [OFFICE, SHORT], "next Tue 12:12"],
    ["longer days", [SHORT, OFFICE], "next Tue 13:00"],
  ])("while it stands, what is left is a share as well: %s", (_, calendars, due) => {
    const standing = stand(calendars[0], beginCount(calendars[0], days(5), at("Mon 08:00")), at("Thu 11:00"));
    const there = moved(standing, calendars, at("Fri 10:00"));
    expect(there).toMatchObject({ countedFrom: null, dueAt: null });
    expect(runOn(calendars[1], there, at("next Mon 08:00")).dueAt).toEqual(at(due));
  });
  test("what stood late is due when it was", () => {
    const late = stand(OFFICE, beginCount(OFFICE, days(1), at("Mon 08:00")), at("Wed 10:00"));
    const there = moved(late, [OFFICE, SHORT], at("Fri 10:00"));
    expect(there).toMatchObject({ countedFrom: null, dueAt: at("Tue 08:00") });
  });
  test("what was in time is not told of at once", () => {
    const begun = { ...beginCount(OFFICE, days(5), at("Mon 08:00")), told: 0 };
    const there = moved(begun, [OFFICE, SHORT], at("Thu 11:00"));
    expect(alarmsOf(SHORT, there, 4, at("Thu 11:00")).map(({ at: moment }) => moment)).toEqual([
      // 7.5 hours before its end.
      at("Thu 13:42"),
      at("next Mon 09:12"),
      at("next Mon 13:12"),
    ]);
  });
  test("after a pause at its very beginning, among longer days, it is not late because it moves or stops", () => {
    const begun = beginCount(HALF_TUESDAY, days(1), at("Tue 08:00"));
    const later = runOn(HALF_TUESDAY, stand(HALF_TUESDAY, begun, at("Tue 08:00")), at("Thu 08:00"));
    expect(later.dueAt).toEqual(at("Fri 08:00"));
    const now = at("Thu 14:00");
    expect(moved(later, [HALF_TUESDAY, SHORT], now).dueAt).toEqual(at("Fri 08:00"));
    expect(runOn(HALF_TUESDAY, stand(HALF_TUESDAY, later, now), now).dueAt).toEqual(at("Thu 14:00"));
  });

  const minutes = fc.integer({ min: 0, max: 21 * 24 * 60 }).map((minute) => minute * 60_000);
  const calendar = fc.constantFrom(
    OFFICE,
    LUNCH,
    SHORT,
    MORNING,
    AFTERNOON,
    HALF_TUESDAY,
    MONDAY_CLOSED,
    WEST,
  );
  const promise = fc.record({
    calendars: fc.tuple(calendar, calendar),
    amount: fc.integer({ min: 1, max: 20 }),
    unit: fc.constantFrom(...TERM_UNITS),
    start: minutes.map((minute) => new Date(at("Mon 00:00").getTime() + minute)),
    passes: fc.tuple(minutes, minutes),
    stops: fc.array(minutes, { maxLength: 4 }),
  });
  type Promised = typeof promise extends fc.Arbitrary<infer T> ? T : never;

  /** It begins, stops and goes on, and at the moment runs or stands. */
  function lived({ calendars: [before], amount, unit, start, passes, stops }: Promised) {
    const now = new Date(start.getTime() + passes[0]);
    const moments = stops
      .map((stop) => new Date(start.getTime() + stop))
      .filter((moment) => moment < now)
      .sort((a, b) => a.getTime() - b.getTime());
    const turn = (count: Count, moment: Date) => (count.countedFrom ? stand : runOn)(before, count, moment);
    return { count: moments.reduce(turn, beginCount(before, { amount, unit }, start)), now };
  }
  /** What a promise of days is worth in working time. */
  const worth = (one: BusinessCalendar, count: Count) =>
    leftOf(one, { ...count, unit: "working_days", countedFrom: null }, count.startedAt).total;

  test("there and back at once changes nothing but milliseconds", () => {
    fc.assert(
      fc.property(promise, (promised) => {
        const { count, now } = lived(promised);
        const [before, after] = promised.calendars;
        const there = moved(count, [before, after], now);
        const back = moved(there, [after, before], now);
        expect(back).toMatchObject({ amount: count.amount, unit: count.unit, startedAt: count.startedAt });
        const most = Math.ceil(worth(before, count) / worth(after, count)) + 1;
        const spent = moved(count, [before, before], now);
        expect(back.spentDays).toBe(spent.spentDays);
        expect(spent.spentWork - back.spentWork).toBeGreaterThanOrEqual(0);
        expect(spent.spentWork - back.spentWork).toBeLessThanOrEqual(most);
        if (!spent.dueAt) expect(back.dueAt).toBeNull();
        else if (count.unit === "calendar_days") expect(back.dueAt).toEqual(spent.dueAt);
        else expect(apart(before, spent, back)).toBeLessThanOrEqual(most);
      }),
    );
  });
  test("the same calendar changes nothing, though it is another one's", () => {
    fc.assert(
      fc.property(promise, (promised) => {
        const { count, now } = lived(promised);
        const [one] = promised.calendars;
        expect(moved(count, [one, { ...one }], now)).toEqual(moved(count, [one, one], now));
      }),
    );
  });
  test("what is in time stays in time, and what is late stays late, since the same moment", () => {
    fc.assert(
      fc.property(promise, (promised) => {
        const { count, now } = lived(promised);
        const there = moved(count, promised.calendars, now);
        expect(isLate(there, now)).toBe(isLate(count, now));
        if (isLate(count, now)) expect(there.dueAt).toEqual(count.dueAt);
        const goesOn = runOn(promised.calendars[1], there, now);
        expect(isLate(goesOn, now)).toBe(isLate(count, now));
        expect(there.spentWork).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  test("another term is late in the other calendar only where it would be in its own", () => {
    fc.assert(
      fc.property(promise, fc.integer({ min: 1, max: 20 }), (promised, amount) => {
        const { count, now } = lived(promised);
        const [before, after] = promised.calendars;
        const term = { ...count, amount, unit: "working_days" as const };
        fc.pre(!isLate(count, now));
        const own = moved(count, [before, before], now, term);
        if (!isLate(own, now)) expect(isLate(moved(count, [before, after], now, term), now)).toBe(false);
      }),
    );
  });
  test("the later it moves, the more of it is spent", () => {
    fc.assert(
      fc.property(promise, ({ calendars, amount, unit, start, passes }) => {
        const begun = beginCount(calendars[0], { amount, unit }, start);
        const [first, second] = passes
          .toSorted((a, b) => a - b)
          .map((pass) => moved(begun, calendars, new Date(start.getTime() + pass)));
        expect(second?.spentWork).toBeGreaterThanOrEqual(first?.spentWork ?? 0);
        expect(second?.spentDays).toBeGreaterThanOrEqual(first?.spentDays ?? 0);
      }),
    );
  });
});

describe("what is told of a promise", () => {
  const count = { ...beginCount(OFFICE, working(8), at("Mon 08:00")), told: 0 };
  const told = (now: string, change: Partial<typeof count> = {}, escalation: number | null = 4) =>
    alarmsOf(OFFICE, { ...count, ...change }, escalation, at(now)).map(({ step, at: moment }) => [
      step,
      moment,
    ]);

  test("three quarters, the end, and so many hours after it", () => {
    expect(told("Mon 08:00")).toEqual([
      [1, at("Mon 14:00")],
      [2, at("Mon 16:00")],
      [3, at("Tue 10:00")],
    ]);
    expect(told("Mon 08:00", {}, null)).toHaveLength(2);
  });
  test("of what is over only the last, and nothing twice", () => {
    expect(told("Mon 17:00").map(([step]) => step)).toEqual([2, 3]);
    expect(told("Wed 17:00").map(([step]) => step)).toEqual([3]);
    expect(told("Mon 15:00", { told: 1 }).map(([step]) => step)).toEqual([2, 3]);
    expect(told("Wed 17:00", { told: 3 })).toEqual([]);
  });
  test("nothing while it stands", () => {
    expect(
      alarmsOf(OFFICE, { ...stand(OFFICE, count, at("Mon 09:00")), told: 0 }, 4, at("Mon 09:00")),
    ).toEqual([]);
  });
});

describe("silence", () => {
  test("in days of the calendar, to the hour, or in days of work", () => {
    expect(afterDays(OFFICE, "calendar_days", at("Fri 20:30"), 3)).toEqual(at("next Mon 20:30"));
    expect(afterDays(OFFICE, "working_days", at("Fri 16:00"), 3)).toEqual(at("next Wed 16:00"));
  });
  test("is announced so many days before; a notice longer than the count is skipped", () => {
    const notices = (count: number, ...before: number[]) =>
      noticesOf(OFFICE, "calendar_days", at("Mon 10:00"), count, before);
    expect(notices(7, 1, 5)).toEqual([at("Wed 10:00"), at("Sun 10:00")]);
    expect(notices(3, 5, 1)).toEqual([at("Wed 10:00")]);
    expect(notices(3, 5)).toEqual([]);
    expect(noticesOf(OFFICE, "working_days", at("Thu 10:00"), 3, [1])).toEqual([at("next Mon 10:00")]);
  });
});

describe("as a page shows it", () => {
  const begun = {
    ...beginCount(OFFICE, working(20), at("Mon 08:00")),
    kind: "resolution" as const,
    endedAt: null,
    met: null,
  };
  const state = (now: string, change: Partial<typeof begun> | { endedAt: Date; met: boolean | null } = {}) =>
    targetViews(OFFICE, [{ ...begun, ...change }], at(now))[0]?.state;

  test("running, warned, late, standing, kept, missed; nothing where there was nothing to keep", () => {
    expect(state("Mon 09:00")).toBe("running");
    expect(state("Tue 16:00")).toBe("warned");
    expect(state("Wed 09:00")).toBe("late");
    expect(state("Wed 09:00", stand(OFFICE, begun, at("Mon 09:00")))).toBe("standing");
    expect(state("Wed 09:00", { endedAt: at("Mon 09:00"), met: true })).toBe("met");
    expect(state("Wed 09:00", { endedAt: at("Mon 09:00"), met: false })).toBe("missed");
    expect(state("Wed 09:00", { endedAt: at("Mon 09:00"), met: null })).toBeUndefined();
  });
  test.each([
    [{ left: 26 * HOUR, unit: "working" }, "2 dias úteis e 6 h"],
    [{ left: 10 * HOUR, unit: "working" }, "1 dia útil"],
    [{ left: -3.5 * HOUR, unit: "working" }, "3 h 30 min úteis"],
    [{ left: 2 * HOUR, unit: "working" }, "2 h úteis"],
    [{ left: 60_000, unit: "working" }, "1 minuto útil"],
    [{ left: 12 * DAY, unit: "calendar" }, "12 dias"],
  ] as const)("%o is %s", (span, words) => {
    expect(spanInWords({ ...span, workday: 10 * HOUR })).toBe(words);
  });
  test("a term in words", () => {
    expect(termInWords(1, "working_days")).toBe("1 dia útil");
    expect(termInWords(30, "calendar_days")).toBe("30 dias corridos");
  });
});
