import type { TicketRow } from "@/lib/search/queries";
import { ORDER_FORMS, type Order, type TicketListAddress, ticketListHref } from "@/lib/search/schema";
import { formatNumber } from "@/lib/tickets/number";
import { TicketRows } from "./ticket-rows";

type TicketTableProps = { rows: TicketRow[]; address: TicketListAddress; now: Date };

/** One's tickets: a table on a wide screen, cards on a narrow one. */
export function TicketTable({ rows, address, now }: TicketTableProps) {
  const sort = (order: Order) => {
    const current = address.order === order;
    const turned = address.direction === "asc" ? "desc" : "asc";
    const direction = current ? turned : ORDER_FORMS[order].direction;
    const inForce = address.direction === "asc" ? ("ascending" as const) : ("descending" as const);
    return {
      href: ticketListHref(address, { order, direction }),
      direction: current ? inForce : null,
    };
  };
  return (
    <TicketRows
      now={now}
      sorts={{
        number: sort("number"),
        status: sort("status"),
        opened: sort("opened"),
        updated: sort("updated"),
      }}
      rows={rows.map((row) => ({
        number: formatNumber(row.number),
        title: row.title,
        status: row.status,
        pendingType: row.pendingType,
        ...(address.scope === "institution" ? { requester: row.requester } : {}),
        department: row.department,
        opened: row.openedAt,
        updated: row.updatedAt,
        timeZone: row.timeZone,
        unread: row.unread,
      }))}
    />
  );
}
