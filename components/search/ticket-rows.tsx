"use client";

import { Time } from "@/components/dates/time";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { type Column, DataTable } from "@/components/ui/table";
import type { ShownTicket, TicketListView } from "@/lib/search/view";

type TicketRowsProps = Pick<TicketListView, "rows" | "sorts" | "now">;

/** The rows of a list of tickets. Drawn from their data on either side, so that they travel once. */
export function TicketRows({ rows, sorts, now }: TicketRowsProps) {
  const columns: Column<ShownTicket>[] = [
    {
      key: "number",
      header: "Número",
      plain: true,
      sort: sorts.number,
      cell: (row) => row.number,
      className: "text-soft",
    },
    {
      key: "title",
      header: "Título",
      primary: true,
      className: "max-md:order-first md:min-w-56",
      cell: (row) => (
        <>
          <Link href={`/chamados/${row.number}`} className="row-link">
            {row.title}
          </Link>
          {row.unread && (
            <Badge tone="info" className="ml-2">
              novo
            </Badge>
          )}
        </>
      ),
    },
    {
      key: "status",
      header: "Status",
      plain: true,
      sort: sorts.status,
      cell: (row) => <StatusBadge status={row.status} pendingType={row.pendingType} reader="requester" />,
    },
    ...(rows.some((row) => row.requester !== undefined)
      ? [{ key: "requester", header: "Requerente", cell: (row: ShownTicket) => row.requester }]
      : []),
    { key: "department", header: "Setor", plain: true, cell: (row) => row.department },
    {
      key: "opened",
      header: "Abertura",
      sort: sorts.opened,
      className: "md:whitespace-nowrap",
      cell: (row) => <Time value={row.opened} now={now} timeZone={row.timeZone} />,
    },
    {
      key: "updated",
      header: "Última atualização",
      sort: sorts.updated,
      className: "md:whitespace-nowrap",
      cell: (row) => <Time value={row.updated} now={now} timeZone={row.timeZone} />,
    },
  ];
  return <DataTable caption="Chamados" columns={columns} rows={rows} rowKey={(row) => row.number} />;
}
