"use client";

import { formatExact } from "@/components/dates/time";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ArrowUp, ChevronsUp, Undo2, UserRoundX } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { type Column, DataTable } from "@/components/ui/table";
import type { Priority as PriorityLevel } from "@/db/enums";
import { waitingWords } from "@/lib/desk/labels";
import type { QueueView, ShownQueued } from "@/lib/desk/view";
import { formatNumber } from "@/lib/number";
import { PRIORITY_LABELS } from "@/lib/tickets/labels";
import { TakeButton } from "./take-button";

type QueueRowsProps = Pick<QueueView, "rows" | "sorts" | "userId" | "now">;

/** The rows of the queue. Drawn from their data on either side, so that they travel once. */
export function QueueRows({ rows, sorts, userId, now }: QueueRowsProps) {
  const columns: Column<ShownQueued>[] = [
    {
      key: "number",
      header: "Número",
      plain: true,
      sort: sorts.number,
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
    ...(rows.some((row) => row.department !== undefined)
      ? [
          {
            key: "department",
            header: "Setor",
            from: "xl" as const,
            cell: (row: ShownQueued) => row.department,
          },
        ]
      : []),
    {
      key: "status",
      header: "Status",
      plain: true,
      sort: sorts.status,
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
      sort: sorts.waiting,
      className: "md:whitespace-nowrap",
      cell: (row) => (
        <time
          suppressHydrationWarning
          dateTime={row.since.toISOString()}
          title={formatExact(row.since, row.timeZone)}
        >
          {waitingWords(row.since, now)}
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
      rowKey={(row) => row.number}
      stickyHead
      className="dense-table"
    />
  );
}

function Title({ row }: { row: ShownQueued }) {
  return (
    <span className="queue-title">
      {row.unread && (
        <span className="size-2 shrink-0 rounded-full bg-info" title="Há novidade que você não leu">
          <span className="sr-only">Novidade:</span>
        </span>
      )}
      <Link
        href={`/chamados/${formatNumber(row.number)}`}
        data-row-link=""
        title={row.title}
        className="row-link min-w-0 md:truncate"
      >
        {row.title}
      </Link>
      {row.returned && (
        <Badge tone="warning" icon={<Undo2 aria-hidden="true" />}>
          voltou
        </Badge>
      )}
    </span>
  );
}

function Priority({ value }: { value: PriorityLevel }) {
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
      {name ? <Avatar name={name} size="small" /> : <UserRoundX className="size-4 shrink-0 text-soft" />}
      <span className={name ? "md:truncate" : "text-soft"}>{name ?? "Ninguém"}</span>
    </span>
  );
}
