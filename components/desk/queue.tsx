import { LiveRefresh } from "@/components/live/live-events";
import { RefreshLink } from "@/components/search/refresh-link";
import { SearchForm } from "@/components/search/search-form";
import { SortForm } from "@/components/search/sort-form";
import { Pagination } from "@/components/ui/pagination";
import { TabLinks } from "@/components/ui/tabs";
import { TABS } from "@/lib/desk/labels";
import type { QueueDepartment, Queue as Rows } from "@/lib/desk/queries";
import { QUEUE_ORDER_FORMS, QUEUE_ORDERS, type QueueAddress, queueHref } from "@/lib/desk/schema";
import { listed, ORDER_LABELS, showing } from "@/lib/search/labels";
import { after, before } from "@/lib/search/schema";
import { EmptyQueue } from "./empty-queue";
import { QueueBoard } from "./queue-board";
import { QueueFilter } from "./queue-filter";
import { QueueTable } from "./queue-table";

type QueueProps = {
  queue: Rows;
  address: QueueAddress;
  departments: readonly QueueDepartment[];
  userId: string;
  now: Date;
};

const orders = QUEUE_ORDERS.map((order) => ({
  word: QUEUE_ORDER_FORMS[order].word,
  label: order === "waiting" ? "Tempo de espera" : ORDER_LABELS[order],
}));

/** The attendants' queue: whose tickets, which of them, and the rows. */
export function Queue({ queue, address, departments, userId, now }: QueueProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <LiveRefresh />
      <p role="status" className="sr-only">
        {listed(queue.total)}
      </p>
      <TabLinks
        name="Partes da fila"
        tabs={TABS.map(({ tab, label }) => ({
          href: queueHref(address, { tab }),
          label,
          count: queue.tabs[tab] ?? undefined,
          current: address.tab === tab,
        }))}
      />
      <QueueBoard
        rows={queue.rows.map((row) => row.id)}
        tools={
          <SearchForm
            href={queueHref(address, { search: "", tab: "all", status: "todos" })}
            label="Pesquisar na fila"
            placeholder="Número, placa, chassi, CPF, nome ou palavras"
            value={address.search}
          />
        }
      >
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <QueueFilter address={address} departments={departments} />
          {queue.rows.length === 0 ? (
            <EmptyQueue address={address} />
          ) : (
            <>
              <SortForm
                href={queueHref(address)}
                choices={orders}
                value={QUEUE_ORDER_FORMS[address.order].word}
              />
              <QueueTable
                rows={queue.rows}
                address={address}
                userId={userId}
                several={departments.length > 1}
                now={now}
              />
              <Pagination
                summary={showing(queue)}
                previousHref={
                  queue.previous ? queueHref(address, { cursor: before(queue.previous) }) : undefined
                }
                nextHref={queue.next ? queueHref(address, { cursor: after(queue.next) }) : undefined}
              />
            </>
          )}
          <div className="justify-self-end">
            <RefreshLink href={queueHref(address, { cursor: address.cursor })} />
          </div>
        </div>
      </QueueBoard>
    </div>
  );
}
