"use client";

import { useState } from "react";
import { type Refusal, useVerb } from "@/components/forms/use-verb";
import { useToast } from "@/components/ui/toast";
import { changeCalendar } from "@/lib/calendar/actions";
import type { CalendarSheet } from "@/lib/calendar/queries";
import { type CalendarChange, type ClosingInput, calendarChange } from "@/lib/calendar/schema";
import type { Slot } from "@/lib/calendar/slots";

export interface CalendarProblems {
  name?: string;
  /** By weekday, and of the week as a whole. */
  days: Record<number, string>;
  week?: string;
}

type Content = Omit<CalendarChange, "id" | "revision">;

const NONE: CalendarProblems = { days: {} };

const contentOf = ({ name, week, closings }: CalendarSheet): Content => ({
  name,
  week: week.map((slots) => [...slots]),
  closings,
});

/** A calendar under the hands of somebody: what they changed stays until it is saved, whoever else saves meanwhile. */
export function useCalendar(calendar: CalendarSheet) {
  const [content, setContent] = useState(() => contentOf(calendar));
  const [revision, setRevision] = useState(calendar.revision);
  const [saved, setSaved] = useState(content);
  const [problems, setProblems] = useState(NONE);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { run, busy } = useVerb();
  const toast = useToast();
  const changed = JSON.stringify(content) !== JSON.stringify(saved);

  /** Over the version with this number. */
  async function save(over = revision): Promise<void> {
    setRefusal(null);
    const parsed = calendarChange.safeParse({ id: calendar.id, revision: over, ...content });
    if (!parsed.success) {
      setProblems(problemsOf(parsed.error.issues));
      focusOnProblem();
      return;
    }
    setProblems(NONE);
    let next = over;
    const refused = await run(async (owner) => {
      const result = await changeCalendar(parsed.data, owner);
      if (result.ok) next = result.data.revision;
      return result;
    });
    if (refused) {
      setProblems({ days: {}, name: refused.fields.name });
      setRefusal(refused);
      focusOnProblem();
      return;
    }
    setRevision(next);
    setSaved(content);
    toast({ tone: "success", title: "Calendário salvo" });
  }

  return {
    ...content,
    changed,
    problems,
    refusal,
    busy,
    save,
    /** Somebody else's version lies on the server, and ours here. */
    theirs: refusal?.code === "conflict" && calendar.revision !== revision ? calendar : null,
    takeTheirs() {
      setContent(contentOf(calendar));
      setSaved(contentOf(calendar));
      setRevision(calendar.revision);
      setRefusal(null);
    },
    rename: (name: string) => setContent((before) => ({ ...before, name })),
    setDay: (day: number, slots: Slot[]) =>
      setContent((before) => ({ ...before, week: before.week.map((old, at) => (at === day ? slots : old)) })),
    setClosings: (change: (closings: ClosingInput[]) => ClosingInput[]) =>
      setContent((before) => ({ ...before, closings: change(before.closings) })),
  };
}

/** Once it is drawn. */
function focusOnProblem(): void {
  setTimeout(() => document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus());
}

function problemsOf(issues: readonly { path: PropertyKey[]; message: string }[]): CalendarProblems {
  const found: CalendarProblems = { days: {} };
  for (const { path, message } of issues) {
    const [field, day] = path;
    if (field === "name") found.name ??= message;
    else if (field === "week" && typeof day === "number") found.days[day] ??= message;
    else found.week ??= message;
  }
  return found;
}
