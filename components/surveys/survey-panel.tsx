"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Survey } from "@/lib/tickets/view";
import { SurveyGiven } from "./survey-given";

const SurveyForm = dynamic(() => import("./survey-form").then((module) => module.SurveyForm), {
  ssr: false,
  loading: () => (
    <p role="status" className="min-h-64 text-soft">
      Preparando a pesquisa…
    </p>
  ),
});

type SurveyPanelProps = { number: number; survey: Survey; now: Date; timeZone: string };

/** The survey of a ticket that came to its end: to answer, to change for some hours, or only to read. */
export function SurveyPanel({ number, survey, now, timeZone }: SurveyPanelProps) {
  const [mode, setMode] = useState<"ask" | "later" | "edit">("ask");
  const box = useRef<HTMLElement>(null);
  const { rating, open } = survey;
  if (!rating && !open) return null;

  function go(next: typeof mode) {
    setMode(next);
    requestAnimationFrame(() => box.current?.focus());
  }

  const editing = mode === "edit" && open;
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby="avaliacao"
      className="rounded-md border border-line bg-surface-raised p-4 focus-visible:outline-none sm:p-5"
    >
      {rating && !editing ? (
        <SurveyGiven
          rating={rating}
          now={now}
          timeZone={timeZone}
          onEdit={open ? () => go("edit") : undefined}
        />
      ) : mode === "later" ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="avaliacao" className="text-lg font-bold">
            Avalie quando quiser
          </h2>
          <Button onClick={() => go("ask")}>Avaliar o atendimento</Button>
        </div>
      ) : (
        <SurveyForm
          number={number}
          survey={survey}
          now={now}
          timeZone={timeZone}
          onSkip={() => go(rating ? "ask" : "later")}
          onDone={() => go("ask")}
        />
      )}
    </section>
  );
}
