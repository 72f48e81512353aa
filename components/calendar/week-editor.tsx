"use client";

import { useRef } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { clockOf, minuteOf, WEEKDAYS } from "@/lib/calendar/labels";
import { MIDNIGHT, type Slot } from "@/lib/calendar/slots";
import type { CalendarProblems, FilledSlot } from "./calendar-problems";

type Props = {
  week: readonly (readonly FilledSlot[])[];
  problems: CalendarProblems;
  onDay: (day: number, slots: FilledSlot[]) => void;
};

const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0];
const MOST_SLOTS = 6;

/** The slots of each weekday. */
export function WeekEditor({ week, problems, onDay }: Props) {
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="semana" className="text-lg font-bold">
          Semana
        </h2>
        <Button
          size="small"
          onClick={() => {
            for (const day of [2, 3, 4, 5]) onDay(day, [...(week[1] ?? [])]);
          }}
        >
          Repetir a segunda-feira até sexta
        </Button>
      </div>
      {problems.week && (
        <p role="alert" tabIndex={-1} data-problem="" className="text-danger-ink">
          {problems.week}
        </p>
      )}
      {MONDAY_FIRST.map((day) => (
        <Day
          key={day}
          day={day}
          slots={week[day] ?? []}
          problem={problems.days[day]}
          onChange={(slots) => onDay(day, slots)}
        />
      ))}
    </div>
  );
}

type DayProps = {
  day: number;
  slots: readonly FilledSlot[];
  problem: string | undefined;
  onChange: (slots: FilledSlot[]) => void;
};

function Day({ day, slots, problem, onChange }: DayProps) {
  const name = WEEKDAYS[day] ?? "";
  const error = `dia-${day}-erro`;
  const place = useRef<HTMLFieldSetElement>(null);
  const set = (index: number, slot: FilledSlot) =>
    onChange(slots.map((old, at) => (at === index ? slot : old)));
  /** To a period's first hour, once it is drawn; where there is none, to the button that adds one. */
  const focusOn = (index: number) =>
    setTimeout(() => {
      const found = place.current?.querySelector<HTMLElement>(`[data-period="${index}"] input, [data-adds]`);
      found?.focus();
    });
  const add = () => {
    onChange([...slots, nextSlot(slots)]);
    focusOn(slots.length);
  };
  const remove = (index: number) => {
    onChange(slots.filter((_, at) => at !== index));
    focusOn(Math.min(index, slots.length - 2));
  };
  return (
    <fieldset
      ref={place}
      className="grid min-w-0 items-start gap-x-4 gap-y-1 border-t border-line py-2 sm:grid-cols-[9rem_minmax(0,1fr)]"
    >
      <legend className="sr-only">{name}</legend>
      <span aria-hidden="true" className="font-medium sm:pt-2">
        {name}
      </span>
      <div className="flex min-h-10 flex-wrap items-center gap-x-6 gap-y-2">
        {slots.length === 0 && <p className="text-soft max-sm:w-full">Sem expediente</p>}
        {slots.map((slot, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a slot has no name but its place
            key={index}
            data-period={index}
            className="flex items-center gap-2 max-sm:-mr-2 max-sm:w-[calc(100%+0.5rem)] max-sm:gap-1"
          >
            <Clock
              label={`${name}, período ${index + 1}, começo`}
              minute={slot.from}
              error={problem && error}
              onChange={(from) => set(index, { ...slot, from })}
            />
            <span aria-hidden="true">às</span>
            <Clock
              label={`${name}, período ${index + 1}, fim`}
              minute={slot.to}
              error={problem && error}
              end
              onChange={(to) => set(index, { ...slot, to })}
            />
            <IconButton
              name={`Remover o período ${index + 1} de ${name.toLowerCase()}`}
              icon={<Trash2 className="size-5" />}
              onClick={() => remove(index)}
            />
          </div>
        ))}
        {slots.length < MOST_SLOTS && (
          <Button
            size="small"
            variant="quiet"
            aria-label={`Adicionar período a ${name.toLowerCase()}`}
            data-adds=""
            className="max-sm:-ml-3.5"
            onClick={add}
          >
            Adicionar período
          </Button>
        )}
      </div>
      {problem && (
        <div className="sm:col-start-2">
          <FieldError id={error}>{problem}</FieldError>
        </div>
      )}
    </fieldset>
  );
}

/** After the last one: an hour later, four hours long, as far as the day goes. */
function nextSlot(slots: readonly FilledSlot[]): Slot {
  const last = slots.at(-1)?.to ?? null;
  const from = last === null ? 8 * 60 : Math.min(last + 60, MIDNIGHT - 60);
  return { from, to: Math.min(from + 4 * 60, MIDNIGHT) };
}

type ClockProps = {
  label: string;
  /** Null where none is given. */
  minute: number | null;
  end?: boolean;
  /** Where it is said what is wrong with the day, if anything is. */
  error: string | undefined;
  onChange: (minute: number | null) => void;
};

function Clock({ label, minute, end, error, onChange }: ClockProps) {
  return (
    <Input
      type="time"
      aria-label={label}
      aria-invalid={error ? true : undefined}
      aria-describedby={error}
      value={minute === null ? "" : clockOf(minute)}
      className="w-32 max-sm:w-auto max-sm:min-w-0 max-sm:flex-1 max-sm:px-1.5"
      onChange={(event) => onChange(minuteOf(event.target.value, end))}
    />
  );
}
