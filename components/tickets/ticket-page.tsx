"use client";

import { LiveRefresh } from "@/components/live/live-events";
import type { TicketView } from "@/lib/tickets/view";
import { ActPanel } from "./act-panel";
import { deadlineWords } from "./deadline-words";
import { FactsFold } from "./facts-fold";
import { JumpToAct } from "./jump-to-act";
import { TicketBar } from "./ticket-bar";
import { TicketEnded } from "./ticket-ended";
import { TicketFacts } from "./ticket-facts";
import { TicketHead } from "./ticket-head";
import { Timeline } from "./timeline";
import { Unreachable } from "./unreachable";

type TicketPageProps = {
  ticket: TicketView;
  userId: string;
  now: Date;
};

/** One ticket: the conversation, what is due at its end, and the facts beside it. */
export function TicketPage({ ticket, userId, now }: TicketPageProps) {
  const { staff, verbs } = ticket;
  const continueHref = verbs.includes("continue")
    ? `/servicos/${ticket.service.slug}?continua=${ticket.number}`
    : null;
  const due = dueNow(ticket);
  return (
    <div className="page grid gap-5">
      <TicketHead ticket={ticket} now={now} />
      <TicketBar
        verbs={verbs}
        continueHref={staff ? continueHref : null}
        ticket={{
          number: ticket.number,
          assigneeId: staff?.assignee?.id ?? null,
          reviewerId: staff?.reviewer?.id ?? null,
          priority: staff?.priority ?? null,
          pending: ticket.pending,
          attendants: staff?.attendants ?? [],
          departments: staff?.departments ?? [],
        }}
      />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-8">
        <div className="lg:order-2">
          <FactsFold>
            <TicketFacts ticket={ticket} now={now} />
          </FactsFold>
        </div>
        <div className="grid min-w-0 grid-cols-1 content-start gap-6">
          {staff?.unreachable && <Unreachable {...staff.unreachable} />}
          <Timeline ticket={ticket} now={now} />
          <ActPanel
            ticket={{
              id: ticket.id,
              number: ticket.number,
              userId,
              status: ticket.status,
              awaitsRequester: ticket.pending?.type === "requester",
              reopenDays: ticket.service.reopenWindowDays,
            }}
            verbs={verbs}
            drafts={ticket.drafts}
            survey={ticket.survey}
            deadline={deadlineWords(ticket, now)?.text ?? null}
            reason={ticket.pending?.reason ?? null}
            now={now}
            timeZone={ticket.department.timeZone}
          />
          {continueHref && !staff && <TicketEnded continueHref={continueHref} />}
        </div>
      </div>
      <LiveRefresh tickets={[ticket.number]} />
      {due && <JumpToAct label={due} />}
    </div>
  );
}

/** The words of the act that waits for the reader at the end of the page. */
function dueNow({ verbs, pending, survey }: TicketView): string | null {
  if (verbs.includes("approve_solution")) return "Dizer se resolveu";
  if (survey?.open && !survey.rating) return "Avaliar";
  if (verbs.includes("reopen")) return null;
  if (verbs.includes("reply") && pending?.type === "requester") return "Responder agora";
  return verbs.includes("reply") || verbs.includes("follow_up") ? "Responder" : null;
}
