"use client";

import { useState } from "react";
import { type Refusal, useVerb } from "@/components/forms/use-verb";
import { useToast } from "@/components/ui/toast";
import { changeCalendar } from "@/lib/calendar/actions";
import type { CalendarSheet } from "@/lib/calendar/queries";
import { type CalendarChange, type ClosingInput, calendarChange } from "@/lib/calendar/schema";
import { type CalendarProblems, type FilledSlot, problemsOf, stillWrong } from "./calendar-problems";

/** As it is filled in: an hour may be missing. */
type Content = Pick<CalendarChange, "name" | "closings"> & { week: FilledSlot[][] };

const NONE: CalendarProblems = { days: {} };

/** A field that is wrong, or words about no field of their own; both take the focus. */
const PROBLEM = 'main :is([aria-invalid="true"], [data-problem])';

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
  const [told, setTold] = useState(NONE);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  /** A name that another calendar has. */
  const [taken, setTaken] = useState<{ name: string; message: string } | null>(null);
  const { run, busy } = useVerb();
  const toast = useToast();
  const checked = (over: number) => calendarChange.safeParse({ id: calendar.id, revision: over, ...content });
  const changed = JSON.stringify(content) !== JSON.stringify(saved);

  /** Over the version with this number. */
  async function save(over = revision): Promise<void> {
    setRefusal(null);
    const parsed = checked(over);
    if (!parsed.success) {
      setTold(problemsOf(parsed.error.issues));
      focusOnProblem();
      return;
    }
    setTold(NONE);
    setTaken(null);
    let next = over;
    const refused = await run(async (owner) => {
      const result = await changeCalendar(parsed.data, owner);
      if (result.ok) next = result.data.revision;
      return result;
    });
    if (refused) {
      setRefusal(refused);
      if (refused.fields.name) setTaken({ name: content.name, message: refused.fields.name });
      focusOnProblem();
      return;
    }
    setRevision(next);
    setSaved(content);
    toast({ tone: "success", title: "Calendário salvo" });
  }

  const problems = stillWrong(told, told === NONE ? NONE : problemsOf(checked(revision).error?.issues ?? []));
  return {
    ...content,
    changed,
    problems: taken?.name === content.name ? { ...problems, name: taken.message } : problems,
    /** Why it was not saved, where no field is to blame. */
    refusal: refusal?.fields.name ? null : refusal,
    busy,
    save,
    /** Somebody else's version lies on the server, and ours here. */
    theirs: refusal?.code === "conflict" && calendar.revision !== revision ? calendar : null,
    takeTheirs() {
      setContent(contentOf(calendar));
      setSaved(contentOf(calendar));
      setRevision(calendar.revision);
      setRefusal(null);
      setTold(NONE);
    },
    rename: (name: string) => setContent((before) => ({ ...before, name })),
    setDay: (day: number, slots: FilledSlot[]) =>
      setContent((before) => ({ ...before, week: before.week.map((old, at) => (at === day ? slots : old)) })),
    setClosings: (change: (closings: ClosingInput[]) => ClosingInput[]) =>
      setContent((before) => ({ ...before, closings: change(before.closings) })),
  };
}

/** Once it is drawn. */
function focusOnProblem(): void {
  setTimeout(() => document.querySelector<HTMLElement>(PROBLEM)?.focus());
}
