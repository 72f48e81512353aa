import type { QueueRow } from "@/lib/desk/queries";
import { QUEUE_ORDER_FORMS, type QueueAddress, type QueueOrder, queueHref } from "@/lib/desk/schema";
import { QueueRows } from "./queue-rows";

type QueueTableProps = {
  rows: QueueRow[];
  address: QueueAddress;
  userId: string;
  /** The person works several departments. */
  several: boolean;
  now: Date;
};

/** The queue's rows: dense on a wide screen, cards on a narrow one. */
export function QueueTable({ rows, address, userId, several, now }: QueueTableProps) {
  const sort = (order: QueueOrder) => {
    const current = address.order === order;
    const turned = address.direction === "asc" ? "desc" : "asc";
    const direction = current ? turned : QUEUE_ORDER_FORMS[order].direction;
    const inForce = address.direction === "asc" ? ("ascending" as const) : ("descending" as const);
    return { href: queueHref(address, { order, direction }), direction: current ? inForce : null };
  };
  return (
    <QueueRows
      userId={userId}
      now={now}
      sorts={{ number: sort("number"), status: sort("status"), waiting: sort("waiting") }}
      rows={rows.map((row) => ({
        number: row.number,
        title: row.title,
        requester: row.requester,
        service: row.service,
        ...(several ? { department: row.department } : {}),
        status: row.status,
        pendingType: row.pendingType,
        priority: row.priority,
        since: row.waitingSince,
        timeZone: row.timeZone,
        attendant: row.attendant,
        offer: row.offer,
        unread: row.unread,
        returned: row.returned,
      }))}
    />
  );
}
