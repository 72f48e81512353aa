import { LiveRefresh } from "@/components/live/live-events";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { listed, ORDER_LABELS, showing } from "@/lib/search/labels";
import type { TicketList as List } from "@/lib/search/queries";
import {
  after,
  before,
  ORDER_FORMS,
  ORDERS,
  type TicketListAddress,
  ticketListHref,
} from "@/lib/search/schema";
import { NothingFound } from "./nothing-found";
import { RefreshLink } from "./refresh-link";
import { SearchForm } from "./search-form";
import { SortForm } from "./sort-form";
import { StatusFilter } from "./status-filter";
import { TicketTable } from "./ticket-table";

type TicketListProps = { list: List; address: TicketListAddress; staff: boolean; now: Date };

const orders = ORDERS.map((order) => ({ word: ORDER_FORMS[order].word, label: ORDER_LABELS[order] }));

/** One's tickets with everything that narrows and sorts them; the address holds it all. */
export function TicketList({ list, address, staff, now }: TicketListProps) {
  const summary = (
    <>
      {showing(list)}
      {list.total.more && (
        <Link
          href={ticketListHref(address, { countAll: true, cursor: address.cursor })}
          className="link ml-3"
          scroll={false}
        >
          Contar todos
        </Link>
      )}
    </>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <LiveRefresh />
      <p role="status" className="sr-only">
        {listed(list.total)}
      </p>
      <SearchForm
        href={ticketListHref(address, { search: "", countAll: false })}
        label="Pesquisar nos chamados"
        placeholder="Número, placa, chassi, CPF ou palavras"
        value={address.search}
      />
      <StatusFilter address={address} counters={list.counters} />
      {list.rows.length === 0 ? (
        <NothingFound address={address} none={list.counters.todos === 0} staff={staff} />
      ) : (
        <>
          <SortForm href={ticketListHref(address)} choices={orders} value={ORDER_FORMS[address.order].word} />
          <TicketTable rows={list.rows} address={address} now={now} />
          <div className="flex flex-wrap items-center gap-3">
            <div className="grow">
              <Pagination
                summary={summary}
                previousHref={
                  list.previous ? ticketListHref(address, { cursor: before(list.previous) }) : undefined
                }
                nextHref={list.next ? ticketListHref(address, { cursor: after(list.next) }) : undefined}
              />
            </div>
            <RefreshLink href={ticketListHref(address, { cursor: address.cursor })} />
          </div>
        </>
      )}
    </div>
  );
}
