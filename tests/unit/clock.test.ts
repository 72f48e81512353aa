import fc from "fast-check";
import { expect, test } from "vitest";
import { wallClock } from "@/lib/clock";

const ZONES = [
  "America/Sao_Paulo",
  "America/Porto_Velho",
  "America/Rio_Branco",
  "America/Noronha",
  "UTC",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
];

const said = (moment: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  })
    .format(moment)
    .replaceAll(",", "");

const two = (value: number) => String(value).padStart(2, "0");

test("the wall clock is the one of the zone's rules, also on the days they change", () => {
  const moments = fc.date({
    min: new Date("1990-01-01T00:00:00Z"),
    max: new Date("2037-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moments, fc.constantFrom(...ZONES), (moment, timeZone) => {
      const { year, month, day, weekday, hour, minute, dayNumber } = wallClock(moment, timeZone);
      const name = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][weekday];
      expect(`${name} ${two(day)}/${two(month)}/${year} ${two(hour)}:${two(minute)}`).toBe(
        said(moment, timeZone),
      );
      expect(dayNumber).toBe(Date.UTC(year, month - 1, day) / 86_400_000);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["2018-11-04T02:59:59Z", "23:59"],
  ["2018-11-04T03:00:00Z", "1:0"],
  ["2019-02-17T01:59:00Z", "23:59"],
  ["2019-02-17T02:00:00Z", "23:0"],
])("the last summer time in Brazil: %s was %s in São Paulo", (moment, clock) => {
  const { hour, minute } = wallClock(new Date(moment), "America/Sao_Paulo");
  expect(`${hour}:${minute}`).toBe(clock);
});
