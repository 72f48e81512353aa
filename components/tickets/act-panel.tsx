"use client";

import { useRef } from "react";
import { SurveyPanel } from "@/components/surveys/survey-panel";
import type { TicketStatus, TicketVerb } from "@/db/enums";
import type { Draft } from "@/lib/drafts/schema";
import type { TicketText } from "@/lib/place";
import type { Survey } from "@/lib/tickets/view";
import { RequesterPanel } from "./requester-panel";
import { StaffPanel } from "./staff-panel";
import type { WriteTarget } from "./write-form";

type ActPanelProps = {
  ticket: WriteTarget & { status: TicketStatus; awaitsRequester: boolean; reopenDays: number };
  verbs: readonly TicketVerb[];
  drafts: Partial<Record<TicketText, Draft | null>>;
  survey: Survey | null;
  deadline: string | null;
  reason: string | null;
  now: Date;
  timeZone: string;
};

const REQUESTER_VERBS: readonly TicketVerb[] = ["reply", "approve_solution", "refuse_solution"];

/** What is due now, at the end of the conversation. Its buttons are the verbs that the rules leave to the reader. */
export function ActPanel({ ticket, verbs, drafts, survey, deadline, reason, now, timeZone }: ActPanelProps) {
  const box = useRef<HTMLElement>(null);
  // Where the reader may speak as the one who asked, reopening is theirs too.
  const asks = verbs.some((verb) => REQUESTER_VERBS.includes(verb));
  const forStaff = verbs.filter((verb) => !REQUESTER_VERBS.includes(verb) && !(asks && verb === "reopen"));
  const back = () => requestAnimationFrame(() => box.current?.focus());

  return (
    <section
      ref={box}
      id="agir"
      tabIndex={-1}
      aria-label="O que você pode fazer agora"
      className="grid scroll-mt-4 grid-cols-1 gap-6 empty:hidden focus-visible:outline-none print:hidden"
    >
      {survey && <SurveyPanel number={ticket.number} survey={survey} now={now} timeZone={timeZone} />}
      <RequesterPanel
        ticket={ticket}
        verbs={asks ? verbs : []}
        draft={drafts.reply ?? null}
        deadline={asks ? deadline : null}
        reason={reason}
        onSent={back}
      />
      <StaffPanel ticket={ticket} verbs={forStaff} drafts={drafts} onSent={back} />
    </section>
  );
}
