"use client";

import { useRef, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { EmptyState } from "@/components/ui/empty-state";
import { CalendarDays, FilePen, Trash2 } from "@/components/ui/icons";
import { DataTable } from "@/components/ui/table";
import { closingDay } from "@/lib/calendar/holidays";
import { partInWords, ruleInWords, SCOPES, WEEKDAYS } from "@/lib/calendar/labels";
import type { ClosingInput } from "@/lib/calendar/schema";
import { DAY } from "@/lib/dates";
import { ClosingDialog } from "./closing-dialog";

type Props = {
  year: number;
  closings: readonly ClosingInput[];
  onChange: (change: (closings: ClosingInput[]) => ClosingInput[]) => void;
};

/** A closing with its place in the calendar, and the day it falls on. */
interface Line {
  closing: ClosingInput;
  place: number;
  day: number | null;
}

type Removed = Pick<Line, "place" | "closing">;

/** The days without work, in the order of the year; each can be kept or not, changed, and taken away. */
export function ClosingList({ year, closings, onChange }: Props) {
  const [edited, setEdited] = useState<Line | "new" | null>(null);
  const [removed, setRemoved] = useState<Removed | null>(null);
  const list = useRef<HTMLElement>(null);
  const lines = closings
    .map((closing, place): Line => ({ closing, place, day: closingDay(closing, year) }))
    .sort((one, other) => (one.day ?? Number.POSITIVE_INFINITY) - (other.day ?? Number.POSITIVE_INFINITY));

  const put = (place: number, closing: ClosingInput) =>
    onChange((before) => before.map((old, at) => (at === place ? closing : old)));
  /** To what takes a day away, once it is drawn; where there is none, to the button that adds one. */
  const focusOn = (place: number | undefined) =>
    setTimeout(() => {
      const found = list.current?.querySelector<HTMLElement>(`[data-place="${place}"]`);
      (found ?? list.current?.querySelector<HTMLElement>("[data-adds]"))?.focus();
    });
  const remove = (line: Line) => {
    const { place, closing } = line;
    onChange((before) => before.filter((_, at) => at !== place));
    setRemoved({ place, closing });
    const at = lines.indexOf(line);
    const next = (lines[at + 1] ?? lines[at - 1])?.place;
    focusOn(next !== undefined && next > place ? next - 1 : next);
  };
  const putBack = ({ place, closing }: Removed) => {
    onChange((before) => before.toSpliced(place, 0, closing));
    setRemoved(null);
    focusOn(place);
  };

  return (
    <section ref={list} aria-labelledby="dias" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="dias" className="text-lg font-bold">
          Dias sem expediente
        </h2>
        <Button data-adds="" onClick={() => setEdited("new")}>
          Incluir dia
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {removed && (
          <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <span>“{removed.closing.name}” saiu do calendário.</span>
            <Button size="small" onClick={() => putBack(removed)}>
              Desfazer
            </Button>
          </p>
        )}
      </div>
      {lines.length === 0 ? (
        <EmptyState icon={<CalendarDays />} title="Nenhum dia sem expediente">
          Sem feriados, os prazos correm em todos os dias da semana de trabalho.
        </EmptyState>
      ) : (
        <DataTable
          caption="Dias sem expediente"
          rows={lines}
          rowKey={({ place }) => place}
          columns={[
            { key: "name", header: "Nome", primary: true, cell: ({ closing }) => closing.name },
            {
              key: "day",
              header: `Em ${year}`,
              cell: ({ day }) => <span className="whitespace-nowrap">{dateInWords(day)}</span>,
            },
            { key: "rule", header: "Quando", cell: ({ closing }) => ruleInWords(closing.rule) },
            { key: "part", header: "Fechado", cell: ({ closing }) => partInWords(closing) },
            {
              key: "scope",
              header: "Âmbito",
              cell: ({ closing }) => (
                <span className="inline-flex flex-wrap gap-2">
                  {SCOPES[closing.scope]}
                  {closing.optional && <Badge>Facultativo</Badge>}
                </span>
              ),
            },
            {
              key: "observed",
              header: "Vale aqui",
              cell: ({ closing, place }) => (
                <Checkbox
                  label={<span className="sr-only">{closing.name} vale neste calendário</span>}
                  checked={closing.observed}
                  onChange={(event) => put(place, { ...closing, observed: event.target.checked })}
                />
              ),
            },
            {
              key: "act",
              header: "Ações",
              cell: (line) => (
                <span className="flex gap-1">
                  <IconButton
                    name={`Mudar ${line.closing.name}`}
                    icon={<FilePen className="size-5" />}
                    onClick={() => setEdited(line)}
                  />
                  <IconButton
                    name={`Tirar ${line.closing.name}`}
                    data-place={line.place}
                    icon={<Trash2 className="size-5" />}
                    onClick={() => remove(line)}
                  />
                </span>
              ),
            },
          ]}
        />
      )}
      {edited && (
        <ClosingDialog
          closing={edited === "new" ? null : edited.closing}
          others={edited === "new" ? closings : closings.toSpliced(edited.place, 1)}
          year={year}
          onClose={() => setEdited(null)}
          onDone={(closing) => {
            if (edited === "new") onChange((before) => [...before, closing]);
            else put(edited.place, closing);
            setEdited(null);
          }}
        />
      )}
    </section>
  );
}

/** "20/11, sex." */
function dateInWords(dayNumber: number | null): string {
  if (dayNumber === null) return "não neste ano";
  const date = new Date(dayNumber * DAY);
  const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${day}/${month}, ${WEEKDAYS[date.getUTCDay()]?.slice(0, 3).toLowerCase()}.`;
}
