import { ArrowUp, ChevronsUp, Undo2, UserRoundX } from "lucide-react";
import Link from "next/link";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { LinkPending } from "@/components/ui/link-pending";
import { type Column, DataTable } from "@/components/ui/table";
import { formatExact } from "@/components/ui/time";
import { waitingWords } from "@/lib/desk/labels";
import type { QueueRow } from "@/lib/desk/queries";
import { QUEUE_ORDER_FORMS, type QueueAddress, type QueueOrder, queueHref } from "@/lib/desk/schema";
import { PRIORITY_LABELS } from "@/lib/tickets/labels";
import { formatNumber } from "@/lib/tickets/number";
import { TakeButton } from "./take-button";

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
  const sort = (order: QueueOrder): Column<QueueRow>["sort"] => {
    const current = address.order === order;
    const turned = address.direction === "asc" ? "desc" : "asc";
    const direction = current ? turned : QUEUE_ORDER_FORMS[order].direction;
    return {
      href: queueHref(address, { order, direction }),
      direction: !current ? null : address.direction === "asc" ? "ascending" : "descending",
    };
  };
  const columns: Column<QueueRow>[] = [
    {
      key: "number",
      header: "Número",
      plain: true,
      sort: sort("number"),
      className: "text-soft",
      cell: (row) => formatNumber(row.number),
    },
    {
      key: "title",
      header: "Título",
      primary: true,
      className: "max-md:order-first md:max-w-[24vw] md:min-w-36",
      cell: (row) => <Title row={row} />,
    },
    {
      key: "requester",
      header: "Requerente",
      from: "xl",
      className: "md:max-w-36 md:truncate",
      cell: (row) => row.requester,
    },
    {
      key: "service",
      header: "Serviço",
      from: "wide",
      className: "md:max-w-36 md:truncate",
      cell: (row) => row.service,
    },
    ...(several
      ? [
          {
            key: "department",
            header: "Setor",
            from: "xl" as const,
            cell: (row: QueueRow) => row.department,
          },
        ]
      : []),
    {
      key: "status",
      header: "Status",
      plain: true,
      sort: sort("status"),
      cell: (row) => <StatusBadge status={row.status} pendingType={row.pendingType} reader="staff" />,
    },
    {
      key: "priority",
      header: "Prioridade",
      plain: true,
      from: "xl",
      cell: (row) => <Priority value={row.priority} />,
    },
    {
      key: "waiting",
      header: "Neste status",
      sort: sort("waiting"),
      className: "md:whitespace-nowrap",
      cell: (row) => (
        <time dateTime={row.waitingSince.toISOString()} title={formatExact(row.waitingSince, row.timeZone)}>
          {waitingWords(row.waitingSince, now)}
        </time>
      ),
    },
    {
      key: "attendant",
      header: "Atendente",
      from: "xl",
      cell: (row) => <Attendant name={row.attendant} />,
    },
    {
      key: "act",
      header: "Ação",
      align: "end",
      cell: (row) =>
        row.offer ? <TakeButton number={row.number} offer={row.offer} userId={userId} /> : <span>–</span>,
    },
  ];
  return (
    <DataTable
      caption="Fila de chamados"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      stickyHead
      className="md:[&_:is(td,th)]:px-2.5 md:[&_:is(td,th)]:py-1.5 md:[&_tbody_tr]:h-10"
      rowClassName={() =>
        "focus-within:bg-surface-hover focus-within:outline-2 focus-within:-outline-offset-2 focus-within:outline-primary"
      }
    />
  );
}

function Title({ row }: { row: QueueRow }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      {row.unread && (
        <span className="size-2 shrink-0 rounded-full bg-info" title="Há novidade que você não leu">
          <span className="sr-only">Novidade:</span>
        </span>
      )}
      <Link
        href={`/chamados/${formatNumber(row.number)}`}
        data-row-link=""
        title={row.title}
        className="min-w-0 font-medium text-primary-ink no-underline hover:underline md:truncate"
      >
        {row.title}
        <LinkPending />
      </Link>
      {row.returned && (
        <Badge tone="warning" icon={<Undo2 aria-hidden="true" />}>
          voltou
        </Badge>
      )}
    </span>
  );
}

function Priority({ value }: { value: QueueRow["priority"] }) {
  if (value === "normal" || value === "low")
    return <span className="text-soft">{PRIORITY_LABELS[value]}</span>;
  const urgent = value === "urgent";
  const Icon = urgent ? ChevronsUp : ArrowUp;
  return (
    <Badge tone={urgent ? "danger" : "warning"} icon={<Icon aria-hidden="true" />}>
      {PRIORITY_LABELS[value]}
    </Badge>
  );
}

function Attendant({ name }: { name: string | null }) {
  return (
    <span className="flex items-center gap-2 md:max-w-36">
      {name ? (
        <Avatar name={name} size="small" />
      ) : (
        <UserRoundX aria-hidden="true" className="size-4 shrink-0 text-soft" />
      )}
      <span className={name ? "md:truncate" : "text-soft"}>{name ?? "Ninguém"}</span>
    </span>
  );
}
