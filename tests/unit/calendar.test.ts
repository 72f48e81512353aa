import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closingsIn, type DayRule, dayOf, easter } from "@/lib/calendar/holidays";
import {
  addCalendarDays,
  addWorkingDays,
  addWorkingTime,
  slotsOn,
  subtractWorkingTime,
  workingTimeBetween,
} from "@/lib/calendar/rules";
import type { Slot } from "@/lib/calendar/slots";
import { momentAt, wallClock } from "@/lib/clock";
import { DAY, HOUR } from "@/lib/dates";
import {
  at,
  calendarOf,
  closedOn,
  HALF_TUESDAY,
  hours,
  LUNCH,
  MONDAY_CLOSED,
  OFFICE,
  weekOf,
  ZONE,
} from "../support/office";

describe("working time", () => {
  test.each([
    [OFFICE, "Mon 16:00", 4, "Tue 10:00"],
    [OFFICE, "Mon 16:00", 2, "Mon 18:00"],
    [OFFICE, "Mon 05:00", 1, "Mon 09:00"],
    [OFFICE, "Fri 17:00", 4, "next Mon 11:00"],
    [OFFICE, "Sat 10:00", 0, "next Mon 08:00"],
    [OFFICE, "Mon 18:00", 0, "Mon 18:00"],
    [OFFICE, "Mon 18:00", 1, "Tue 09:00"],
    [MONDAY_CLOSED, "Fri 17:00", 4, "next Tue 11:00"],
    [LUNCH, "Mon 11:00", 2, "Mon 14:00"],
    [LUNCH, "Mon 11:00", 1, "Mon 12:00"],
    [LUNCH, "Mon 12:30", 1, "Mon 14:00"],
    [HALF_TUESDAY, "Mon 17:00", 6, "Wed 09:00"],
  ])("$0 from $1 on", (calendar, start, time, end) => {
    expect(addWorkingTime(calendar, at(start), time * HOUR)).toEqual(at(end));
  });

  test.each([
    ["Mon 17:00", "Tue 10:00", OFFICE, 3],
    ["Fri 17:00", "next Mon 09:00", OFFICE, 2],
    ["Mon 10:00", "Mon 13:00", OFFICE, 3],
    ["Mon 20:00", "Mon 22:00", OFFICE, 0],
    ["Tue 10:00", "Mon 10:00", OFFICE, 0],
    ["Mon 11:00", "Mon 14:00", LUNCH, 2],
    ["Fri 00:00", "next Tue 00:00", MONDAY_CLOSED, 10],
  ])("from %s to %s", (start, end, calendar, time) => {
    expect(workingTimeBetween(calendar, at(start), at(end))).toBe(time * HOUR);
  });

  test("what was not spent before a wait is left after it", () => {
    const left = workingTimeBetween(OFFICE, at("Mon 10:00"), at("Mon 17:00"));
    expect(addWorkingTime(OFFICE, at("Mon 13:00"), left)).toEqual(at("Tue 10:00"));
  });

  test("around the clock it is time", () => {
    const always = calendarOf(Array.from({ length: 7 }, () => [hours(0, 24)]));
    expect(addWorkingTime(always, at("Fri 17:30"), 100 * HOUR)).toEqual(
      new Date(at("Fri 17:30").getTime() + 100 * HOUR),
    );
  });

  test("a calendar without slots says so instead of looking for ever", () => {
    const never = calendarOf([[], [], [], [], [], [], []]);
    expect(() => addWorkingTime(never, at("Mon 10:00"), HOUR)).toThrow("never opens");
    expect(() => subtractWorkingTime(never, at("Mon 10:00"), HOUR)).toThrow("never opens");
    expect(() => addWorkingDays(never, at("Mon 10:00"), 1)).toThrow("never opens");
    expect(() => addCalendarDays(never, at("Mon 10:00"), 1)).toThrow("never opens");
    expect(workingTimeBetween(never, at("Mon 10:00"), at("Fri 10:00"))).toBe(0);
  });
});

describe("working days", () => {
  test.each([
    [OFFICE, "Mon 16:00", 1, "Tue 16:00"],
    [OFFICE, "Mon 05:00", 1, "Tue 08:00"],
    [OFFICE, "Mon 20:00", 1, "Wed 08:00"],
    [OFFICE, "Sat 10:00", 1, "next Tue 08:00"],
    [OFFICE, "Fri 09:00", 1, "next Mon 09:00"],
    [OFFICE, "Mon 16:00", 0, "Mon 16:00"],
    [OFFICE, "Sat 16:00", 0, "next Mon 08:00"],
    [OFFICE, "Mon 10:00", 5, "next Mon 10:00"],
    [MONDAY_CLOSED, "Fri 09:00", 1, "next Tue 09:00"],
    [HALF_TUESDAY, "Mon 16:00", 1, "Tue 12:00"],
    [HALF_TUESDAY, "Mon 10:00", 1, "Tue 10:00"],
    [LUNCH, "Mon 12:30", 1, "Tue 13:00"],
  ])("$0 from $1 on", (calendar, start, days, end) => {
    expect(addWorkingDays(calendar, at(start), days)).toEqual(at(end));
  });

  test("on a day that opens later, not before it opens", () => {
    const late = calendarOf(weekOf(hours(8, 18)), [closedOn("2026-11-10", null, 14)]);
    expect(addWorkingDays(late, at("Mon 09:00"), 1)).toEqual(at("Tue 14:00"));
  });
});

describe("terms in days of the calendar", () => {
  const lastMoment = (text: string) => new Date(at(`${text} 23:59`).getTime() + 59_999);

  test.each([
    [OFFICE, "Mon 00:00", 1, "Tue"],
    [OFFICE, "Mon 23:59", 1, "Tue"],
    [OFFICE, "Mon 10:00", 5, "next Mon"],
    [OFFICE, "Mon 10:00", 4, "Fri"],
    [MONDAY_CLOSED, "Tue 10:00", 5, "next Tue"],
    [HALF_TUESDAY, "Mon 10:00", 1, "Wed"],
  ])("$0 from $1 on", (calendar, start, days, end) => {
    expect(addCalendarDays(calendar, at(start), days)).toEqual(lastMoment(end));
  });

  test("a day that only begins late is a whole one", () => {
    const late = calendarOf(weekOf(hours(8, 18)), [closedOn("2026-11-10", null, 14)]);
    expect(addCalendarDays(late, at("Mon 10:00"), 1)).toEqual(lastMoment("Tue"));
  });
});

describe("time zones", () => {
  test("the department's wall counts, not the server's", () => {
    const rondonia = calendarOf(weekOf(hours(8, 18)), [], "America/Porto_Velho");
    expect(addWorkingTime(rondonia, at("Mon 08:00"), HOUR)).toEqual(at("Mon 09:00", "America/Porto_Velho"));
    expect(at("Mon 09:00", "America/Porto_Velho").getTime() - at("Mon 09:00").getTime()).toBe(HOUR);
  });

  // Clocks went forward at midnight of 2018-11-04 and back at midnight of 2019-02-17.
  test.each([
    ["2018-11-04", 0, "2018-11-04T03:00:00Z"],
    ["2018-11-04", 30, "2018-11-04T03:30:00Z"],
    ["2018-11-04", 8 * 60, "2018-11-04T10:00:00Z"],
    ["2018-11-03", 20 * 60, "2018-11-03T23:00:00Z"],
    ["2019-02-16", 23 * 60 + 30, "2019-02-17T01:30:00Z"],
    ["2019-02-17", 0, "2019-02-17T03:00:00Z"],
    ["2026-11-09", 8 * 60, "2026-11-09T11:00:00Z"],
  ])("%s, minute %i, while clocks change", (date, minute, moment) => {
    expect(momentAt(Date.parse(date) / DAY, minute, ZONE)).toEqual(new Date(moment));
  });

  test("a working day has its hours on the wall whatever the clocks did in the night", () => {
    const always = calendarOf(Array.from({ length: 7 }, () => [hours(8, 18)]));
    const saturday = new Date("2018-11-03T20:00:00Z");
    expect(wallClock(saturday, ZONE).hour).toBe(17);
    expect(addWorkingTime(always, saturday, 2 * HOUR)).toEqual(new Date("2018-11-04T11:00:00Z"));
    expect(addWorkingDays(always, saturday, 1)).toEqual(new Date("2018-11-04T19:00:00Z"));
  });

  test("of a wall clock that is not skipped, the moment shows it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000, max: 30_000 }),
        fc.integer({ min: 4 * 60, max: 22 * 60 }),
        fc.constantFrom(
          "America/Sao_Paulo",
          "America/Porto_Velho",
          "America/Noronha",
          "Europe/Lisbon",
          "UTC",
        ),
        (dayNumber, minute, timeZone) => {
          const clock = wallClock(momentAt(dayNumber, minute, timeZone), timeZone);
          expect([clock.dayNumber, clock.hour * 60 + clock.minute]).toEqual([dayNumber, minute]);
        },
      ),
    );
  });
});

describe("holidays", () => {
  test.each([
    [1818, "1818-03-22"],
    [2000, "2000-04-23"],
    [2024, "2024-03-31"],
    [2025, "2025-04-20"],
    [2026, "2026-04-05"],
    [2027, "2027-03-28"],
    [2038, "2038-04-25"],
    [2285, "2285-03-22"],
  ])("Easter of %i", (year, date) => {
    expect(easter(year)).toBe(Date.parse(date) / DAY);
  });

  test("Easter is always a Sunday between the 22nd of March and the 25th of April", () => {
    for (let year = 1600; year < 2600; year += 1) {
      const day = new Date(easter(year) * DAY);
      expect(day.getUTCDay()).toBe(0);
      const since = (day.getTime() - Date.UTC(year, 2, 22)) / DAY;
      expect(since).toBeGreaterThanOrEqual(0);
      expect(since).toBeLessThanOrEqual(34);
    }
  });

  test.each<[DayRule, number, string | null]>([
    [{ kind: "easter", offset: -48 }, 2026, "2026-02-16"],
    [{ kind: "easter", offset: -2 }, 2026, "2026-04-03"],
    [{ kind: "easter", offset: 60 }, 2026, "2026-06-04"],
    [{ kind: "yearly", month: 9, day: 7 }, 2031, "2031-09-07"],
    [{ kind: "yearly", month: 2, day: 29 }, 2027, null],
    [{ kind: "yearly", month: 2, day: 29 }, 2028, "2028-02-29"],
    [{ kind: "once", date: "2026-12-24" }, 2026, "2026-12-24"],
    [{ kind: "once", date: "2026-12-24" }, 2027, null],
  ])("%o in %i", (rule, year, date) => {
    expect(dayOf(rule, year)).toBe(date === null ? null : Date.parse(date) / DAY);
  });

  test("in force from its first year to its last", () => {
    const closing = { ...closedOn("2026-11-20"), rule: { kind: "yearly", month: 11, day: 20 } as const };
    const limited = [{ ...closing, since: 2024, until: 2030 }];
    expect([2023, 2024, 2030, 2031].map((year) => closingsIn(year, limited).size)).toEqual([0, 1, 1, 0]);
  });

  test("two closings of one day leave what neither closes", () => {
    const calendar = calendarOf(weekOf(hours(8, 12), hours(13, 18)), [
      closedOn("2026-11-10", 10, 11),
      closedOn("2026-11-10", 17),
    ]);
    expect(slotsOn(calendar, Date.UTC(2026, 10, 10) / DAY)).toEqual([
      hours(8, 10),
      hours(11, 12),
      hours(13, 17),
    ]);
  });
});

describe("whatever the calendar", () => {
  const slots = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 6 })
    .map((quarters) => {
      const ends = quarters.toSorted((one, other) => one - other).map((quarter) => quarter * 15);
      const pairs: Slot[] = [];
      for (let index = 0; index + 1 < ends.length; index += 2)
        pairs.push({ from: ends[index] ?? 0, to: ends[index + 1] ?? 0 });
      return pairs;
    });
  const closing = fc.record({
    name: fc.constant("Fechado"),
    rule: fc.oneof(
      fc.record({ kind: fc.constant("easter" as const), offset: fc.integer({ min: -60, max: 60 }) }),
      fc.record({
        kind: fc.constant("yearly" as const),
        month: fc.integer({ min: 1, max: 12 }),
        day: fc.integer({ min: 1, max: 31 }),
      }),
    ),
    from: fc.option(fc.integer({ min: 0, max: 12 * 60 })),
    to: fc.option(fc.integer({ min: 12 * 60 + 1, max: 24 * 60 })),
    since: fc.constant(null),
    until: fc.constant(null),
  });
  const calendar = fc
    .record({
      week: fc.array(slots, { minLength: 7, maxLength: 7 }),
      closings: fc.array(closing, { maxLength: 8 }),
      timeZone: fc.constantFrom("America/Sao_Paulo", "America/Porto_Velho", "Europe/Lisbon"),
    })
    .filter(({ week }) => week.some((day) => day.length > 0));
  // Over years in which clocks changed, and years in which they do not.
  const moment = fc.date({ min: new Date("2016-01-01"), max: new Date("2029-01-01"), noInvalidDate: true });
  const time = fc.integer({ min: 0, max: 60 * HOUR });

  const holds = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>) =>
    fc.assert(property as fc.IProperty<unknown>, { numRuns: 300 });

  test("nothing is due before it starts, and never while nobody works", () => {
    holds(
      fc.property(calendar, moment, time, (one, start, spent) => {
        const end = addWorkingTime(one, start, spent);
        expect(end.getTime()).toBeGreaterThanOrEqual(start.getTime());
        expect(addWorkingTime(one, end, 0)).toEqual(end);
      }),
    );
  });

  test("who starts later, or needs longer, is not due earlier", () => {
    holds(
      fc.property(calendar, moment, moment, time, time, (one, start, other, spent, more) => {
        const [first, second] = start <= other ? [start, other] : [other, start];
        const [less, longer] = [Math.min(spent, more), Math.max(spent, more)];
        expect(addWorkingTime(one, second, less).getTime()).toBeGreaterThanOrEqual(
          addWorkingTime(one, first, less).getTime(),
        );
        expect(addWorkingTime(one, first, longer).getTime()).toBeGreaterThanOrEqual(
          addWorkingTime(one, first, less).getTime(),
        );
      }),
    );
  });

  test("what is added is what lies between, and taking it away leads back", () => {
    holds(
      fc.property(calendar, moment, time, (one, start, spent) => {
        const end = addWorkingTime(one, start, spent);
        expect(workingTimeBetween(one, start, end)).toBe(spent);
        const back = subtractWorkingTime(one, end, spent);
        expect(workingTimeBetween(one, back, end)).toBe(spent);
        expect(back.getTime()).toBeGreaterThanOrEqual(start.getTime());
        expect(workingTimeBetween(one, start, back)).toBe(0);
      }),
    );
  });

  test("the parts make the whole", () => {
    holds(
      fc.property(calendar, moment, time, time, (one, start, first, second) => {
        const middle = addWorkingTime(one, start, first);
        expect(addWorkingTime(one, middle, second)).toEqual(addWorkingTime(one, start, first + second));
      }),
    );
    holds(
      fc.property(
        calendar,
        moment,
        fc.integer({ min: 0, max: 20 * DAY }),
        fc.integer({ min: 0, max: 20 * DAY }),
        (one, start, first, second) => {
          const middle = new Date(start.getTime() + first);
          const end = new Date(middle.getTime() + second);
          expect(workingTimeBetween(one, start, middle) + workingTimeBetween(one, middle, end)).toBe(
            workingTimeBetween(one, start, end),
          );
        },
      ),
    );
  });

  test("working days: not before the start, while somebody works, one more day is later, monotone", () => {
    const days = fc.integer({ min: 0, max: 20 });
    holds(
      fc.property(
        calendar,
        moment,
        fc.integer({ min: 0, max: 3 * DAY }),
        days,
        (one, start, later, count) => {
          const end = addWorkingDays(one, start, count);
          expect(end.getTime()).toBeGreaterThanOrEqual(start.getTime());
          expect(addWorkingTime(one, end, 0)).toEqual(end);
          expect(addWorkingDays(one, start, count + 1).getTime()).toBeGreaterThan(end.getTime());
          const other = addWorkingDays(one, new Date(start.getTime() + later), count);
          expect(other.getTime()).toBeGreaterThanOrEqual(end.getTime());
        },
      ),
    );
  });

  test("terms end with a day on which somebody works, and never before their last day is over", () => {
    holds(
      fc.property(calendar, moment, fc.integer({ min: 0, max: 60 }), (one, start, days) => {
        fc.pre(one.closings.every(({ from }) => from === null));
        const end = addCalendarDays(one, start, days);
        const { dayNumber, hour, minute } = wallClock(end, one.timeZone);
        expect(slotsOn(one, dayNumber)).not.toEqual([]);
        expect(dayNumber - wallClock(start, one.timeZone).dayNumber).toBeGreaterThanOrEqual(days);
        expect([hour, minute]).toEqual([23, 59]);
      }),
    );
  });
});
