import Link from "next/link";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Badge } from "@/components/ui/badge";
import { LinkPending } from "@/components/ui/link-pending";
import { type Column, DataTable } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { TicketRow } from "@/lib/search/queries";
import { ORDER_FORMS, type Order, type TicketListAddress, ticketListHref } from "@/lib/search/schema";
import { formatNumber } from "@/lib/tickets/number";

type TicketTableProps = { rows: TicketRow[]; address: TicketListAddress; now: Date };

/** One's tickets: a table on a wide screen, cards on a narrow one. */
export function TicketTable({ rows, address, now }: TicketTableProps) {
  const sort = (order: Order): Column<TicketRow>["sort"] => {
    const current = address.order === order;
    const turned = address.direction === "asc" ? "desc" : "asc";
    const direction = current ? turned : ORDER_FORMS[order].direction;
    return {
      href: ticketListHref(address, { order, direction }),
      direction: !current ? null : address.direction === "asc" ? "ascending" : "descending",
    };
  };
  const columns: Column<TicketRow>[] = [
    {
      key: "number",
      header: "Número",
      plain: true,
      sort: sort("number"),
      cell: (row) => formatNumber(row.number),
      className: "text-soft",
    },
    {
      key: "title",
      header: "Título",
      primary: true,
      className: "max-md:order-first md:min-w-56",
      cell: (row) => (
        <>
          <Link
            href={`/chamados/${formatNumber(row.number)}`}
            className="font-medium text-primary-ink no-underline hover:underline"
          >
            {row.title}
            <LinkPending />
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
      sort: sort("status"),
      cell: (row) => <StatusBadge status={row.status} pendingType={row.pendingType} reader="requester" />,
    },
    ...(address.scope === "institution"
      ? [{ key: "requester", header: "Requerente", cell: (row: TicketRow) => row.requester }]
      : []),
    { key: "department", header: "Setor", plain: true, cell: (row) => row.department },
    {
      key: "opened",
      header: "Abertura",
      sort: sort("opened"),
      className: "md:whitespace-nowrap",
      cell: (row) => <Time value={row.openedAt} now={now} timeZone={row.timeZone} />,
    },
    {
      key: "updated",
      header: "Última atualização",
      sort: sort("updated"),
      className: "md:whitespace-nowrap",
      cell: (row) => <Time value={row.updatedAt} now={now} timeZone={row.timeZone} />,
    },
  ];
  return <DataTable caption="Chamados" columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
