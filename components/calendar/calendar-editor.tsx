"use client";

import { useMemo, useState } from "react";
import { SaveBar } from "@/components/forms/save-bar";
import { TwoVersions } from "@/components/forms/two-versions";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { CalendarSheet } from "@/lib/calendar/queries";
import { wholeSlots } from "./calendar-problems";
import { ClosingList } from "./closing-list";
import { useCalendar } from "./use-calendar";
import { WeekEditor } from "./week-editor";
import { YearView } from "./year-view";

/** Name, week and days of a calendar, and the year that they make. */
export function CalendarEditor({ calendar, thisYear }: { calendar: CalendarSheet; thisYear: number }) {
  const edited = useCalendar(calendar);
  const [year, setYear] = useState(thisYear);
  const { name, week, closings, problems, refusal, theirs } = edited;
  const worked = useMemo(() => wholeSlots(week), [week]);
  return (
    // No form: the dialog of a day has one, and forms do not stand in each other.
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {theirs && (
        <TwoVersions
          title="Outra pessoa mudou este calendário enquanto você editava"
          busy={edited.busy}
          onTheirs={edited.takeTheirs}
          onMine={() => void edited.save(theirs.revision)}
        />
      )}
      <Card as="section" aria-labelledby="semana" className="grid gap-5">
        <Field label="Nome" required error={problems.name} className="sm:max-w-lg">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={80}
              autoComplete="off"
              onChange={(event) => edited.rename(event.target.value)}
            />
          )}
        </Field>
        <WeekEditor week={week} problems={problems} onDay={edited.setDay} />
      </Card>
      <YearView year={year} onYear={setYear} week={worked} closings={closings} />
      <ClosingList year={year} closings={closings} onChange={edited.setClosings} />
      <SaveBar
        changed={edited.changed}
        busy={edited.busy}
        failure={refusal && !theirs ? `O calendário não foi salvo. ${refusal.message}` : null}
        onSave={() => void edited.save()}
      />
    </div>
  );
}
