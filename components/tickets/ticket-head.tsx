import { Time } from "@/components/dates/time";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { CopyButton } from "@/components/ui/copy-button";
import { formatNumber } from "@/lib/number";
import type { TicketView } from "@/lib/tickets/view";
import { StatusBadge } from "./status-badge";

/** Number, title and status: what everybody looks for first. */
export function TicketHead({ ticket, now }: { ticket: TicketView; now: Date }) {
  const staff = ticket.reader.kind === "staff";
  return (
    <header className="grid gap-2">
      <Breadcrumb
        crumbs={[
          staff ? { label: "Fila", href: "/fila" } : { label: "Meus chamados", href: "/chamados" },
          { label: `Chamado ${formatNumber(ticket.number)}` },
        ]}
      />
      <h1 className="text-2xl font-bold">{ticket.title}</h1>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-soft">
        <StatusBadge
          status={ticket.status}
          pendingType={ticket.pending?.type ?? null}
          reader={ticket.reader.kind}
        />
        <span className="inline-flex items-center gap-1">
          Chamado {formatNumber(ticket.number)}
          <CopyButton text={formatNumber(ticket.number)} label="Copiar número" />
        </span>
        <span>
          Aberto <Time value={ticket.openedAt} now={now} timeZone={ticket.department.timeZone} />
        </span>
      </div>
    </header>
  );
}
