"use client";

import { useState } from "react";
import { SaveBar } from "@/components/forms/save-bar";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Message } from "@/components/ui/message";
import type { CalendarSheet } from "@/lib/calendar/queries";
import { ClosingList } from "./closing-list";
import { useCalendar } from "./use-calendar";
import { WeekEditor } from "./week-editor";
import { YearView } from "./year-view";

/** Name, week and days of a calendar, and the year that they make. */
export function CalendarEditor({ calendar, thisYear }: { calendar: CalendarSheet; thisYear: number }) {
  const edited = useCalendar(calendar);
  const [year, setYear] = useState(thisYear);
  const { name, week, closings, problems, refusal, theirs } = edited;
  return (
    // No form: the dialog of a day has one, and forms do not stand in each other.
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {theirs ? (
        <Message live="alert" tone="warning" title="Outra pessoa mudou este calendário enquanto você editava">
          <p>As suas mudanças continuam aqui. Escolha qual das duas versões fica.</p>
          <div className="mt-3 flex flex-wrap gap-3">
            <Button onClick={() => edited.takeTheirs()}>Ficar com a outra versão</Button>
            <Button busy={edited.busy} onClick={() => void edited.save(theirs.revision)}>
              Salvar a minha por cima
            </Button>
          </div>
        </Message>
      ) : (
        refusal &&
        !problems.name && (
          <Message live="alert" tone="danger" title="O calendário não foi salvo">
            {refusal.message}
          </Message>
        )
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
      <YearView year={year} onYear={setYear} week={week} closings={closings} />
      <ClosingList year={year} closings={closings} onChange={edited.setClosings} />
      <SaveBar changed={edited.changed} busy={edited.busy} onSave={() => void edited.save()} />
    </div>
  );
}
