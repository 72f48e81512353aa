"use client";

import { clsx } from "clsx";
import { useMemo } from "react";
import { IconButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ChevronLeft, ChevronRight } from "@/components/ui/icons";
import { observedOf } from "@/lib/calendar/closings";
import { closingDay } from "@/lib/calendar/holidays";
import { slotsInWords, WEEKDAYS } from "@/lib/calendar/labels";
import { slotsOn } from "@/lib/calendar/rules";
import type { ClosingInput } from "@/lib/calendar/schema";
import type { Slot } from "@/lib/calendar/slots";
import { DAY, MONTHS } from "@/lib/dates";

type Props = {
  year: number;
  onYear: (year: number) => void;
  week: readonly (readonly Slot[])[];
  closings: readonly ClosingInput[];
};

const [FIRST_YEAR, LAST_YEAR] = [1900, 2999];

/** A day of the year as it is shown. */
interface Shown {
  day: number;
  weekday: number;
  look: "working" | "off" | "closed" | "part";
  /** What is said of it beside its number. */
  words: string;
}

/** The year that week and days make, month by month. */
export function YearView({ year, onYear, week, closings }: Props) {
  const months = useMemo(() => monthsOf(year, week, closings), [year, week, closings]);
  const worked = months.flat().filter(({ look }) => look === "working" || look === "part").length;
  return (
    <Card as="section" aria-labelledby="ano" className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="ano" className="text-lg font-bold" aria-live="polite">
          Ano de {year}
        </h2>
        <div className="flex gap-1">
          <IconButton
            name={`Ver ${year - 1}`}
            icon={<ChevronLeft className="size-5" />}
            aria-disabled={year <= FIRST_YEAR}
            onClick={() => onYear(Math.max(FIRST_YEAR, year - 1))}
          />
          <IconButton
            name={`Ver ${year + 1}`}
            icon={<ChevronRight className="size-5" />}
            aria-disabled={year >= LAST_YEAR}
            onClick={() => onYear(Math.min(LAST_YEAR, year + 1))}
          />
        </div>
        <p className="text-soft">{worked} dias com expediente</p>
      </div>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(14.5rem,1fr))] items-start gap-x-6 gap-y-5">
        {months.map((days, month) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a month is its place in the year
          <Month key={month} name={MONTHS[month] ?? ""} days={days} />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        <Legend look="closed">Fechado</Legend>
        <Legend look="part">Parte do dia</Legend>
        <Legend look="off">Fora da semana de trabalho</Legend>
      </ul>
    </Card>
  );
}

const LOOKS: Record<Shown["look"], string> = {
  working: "",
  off: "text-soft",
  closed: "rounded-sm bg-danger-soft font-bold text-danger-ink underline decoration-2 underline-offset-2",
  part: "rounded-sm bg-warning-soft font-bold text-warning-ink",
};

function Month({ name, days }: { name: string; days: Shown[] }) {
  const weeks: (Shown | null)[][] = [];
  const before = Array.from({ length: days[0]?.weekday ?? 0 }, () => null);
  for (const [index, day] of [...before, ...days].entries()) {
    if (index % 7 === 0) weeks.push([]);
    weeks.at(-1)?.push(day);
  }
  return (
    <table className="w-full table-fixed text-center text-sm tabular-nums">
      <caption className="pb-1 text-left text-base font-medium capitalize">{name}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col" className="py-1 font-normal text-soft">
              <span aria-hidden="true">{weekday[0]}</span>
              <span className="sr-only">{weekday}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((days, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a week is its place in the month
          <tr key={index}>
            {days.map((shown, weekday) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place in the week
              <td key={weekday} className="p-0.5">
                {shown && (
                  <span title={shown.words || undefined} className={clsx("block py-1", LOOKS[shown.look])}>
                    {shown.day}
                    {shown.look === "part" && <span aria-hidden="true">½</span>}
                    {shown.words && <span className="sr-only">, {shown.words}</span>}
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Legend({ look, children }: { look: Shown["look"]; children: string }) {
  return (
    <li className="flex items-center gap-2">
      <span aria-hidden="true" className={clsx("grid min-w-8 place-items-center px-1.5 py-1", LOOKS[look])}>
        {look === "part" ? "24½" : "24"}
      </span>
      {children}
    </li>
  );
}

function monthsOf(year: number, week: Props["week"], closings: readonly ClosingInput[]): Shown[][] {
  const observed = observedOf(closings);
  const calendar = { timeZone: "UTC", week, closings: observed };
  const names = new Map<number, string[]>();
  for (const closing of observed) {
    const day = closingDay(closing, year);
    if (day !== null) names.set(day, [...(names.get(day) ?? []), closing.name]);
  }
  return MONTHS.map((_, month) => {
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Array.from({ length }, (_, index) => {
      const date = new Date(Date.UTC(year, month, index + 1));
      const dayNumber = date.getTime() / DAY;
      const weekday = date.getUTCDay();
      const slots = slotsOn(calendar, dayNumber);
      const called = names.get(dayNumber)?.join(", ");
      return { day: index + 1, weekday, ...shownAs(slots, week[weekday] ?? [], called) };
    });
  });
}

function shownAs(
  slots: readonly Slot[],
  usual: readonly Slot[],
  called: string | undefined,
): Pick<Shown, "look" | "words"> {
  if (!called) return { look: usual.length > 0 ? "working" : "off", words: "" };
  if (slots.length === 0) return { look: "closed", words: `${called}: fechado` };
  const whole = JSON.stringify(slots) === JSON.stringify(usual);
  return { look: whole ? "working" : "part", words: `${called}: ${slotsInWords(slots)}` };
}
