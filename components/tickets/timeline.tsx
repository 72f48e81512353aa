import { formatLongDay, Time } from "@/components/dates/time";
import { Clock } from "@/components/ui/icons";
import type { Entry } from "@/lib/tickets/timeline";
import type { TicketView } from "@/lib/tickets/view";
import { Bubble } from "./bubble";
import { Conversation, type ConversationItem } from "./conversation";
import { RequestBox } from "./request-box";
import { SolutionBox } from "./solution-box";

/** The conversation of a ticket. */
export function Timeline({ ticket, now }: { ticket: TicketView; now: Date }) {
  const { timeZone } = ticket.department;
  const items = ticket.entries.map(
    (entry): ConversationItem => ({
      id: entry.id,
      at: entry.at,
      own: entry.own,
      author: entry.kind === "line" ? null : entry.author,
      day: formatLongDay(entry.at, now, timeZone),
      node: <EntryView entry={entry} ticket={ticket} now={now} />,
    }),
  );
  return (
    <section aria-labelledby="conversa">
      <h2 id="conversa" className="sr-only">
        Conversa
      </h2>
      <Conversation items={items} readAt={ticket.readAt} />
    </section>
  );
}

function EntryView({ entry, ticket, now }: { entry: Entry; ticket: TicketView; now: Date }) {
  const { timeZone } = ticket.department;
  switch (entry.kind) {
    case "request":
      return (
        <RequestBox
          request={entry}
          subject={ticket.subject}
          answers={ticket.answers}
          fileLabels={ticket.fileLabels}
          now={now}
          timeZone={timeZone}
        />
      );
    case "solution":
      return <SolutionBox solution={entry} reader={ticket.reader.kind} now={now} timeZone={timeZone} />;
    case "message":
      return <Bubble message={entry} now={now} timeZone={timeZone} />;
    case "line":
      return (
        <p className="mx-auto flex w-fit max-w-full flex-wrap items-center justify-center gap-x-2 text-center text-sm text-soft">
          <Clock aria-hidden="true" className="size-3.5 max-sm:hidden" />
          <span className="min-w-0">{entry.text}</span>
          <Time value={entry.at} now={now} timeZone={timeZone} as="clock" />
        </p>
      );
  }
}
