"use client";

import { LiveRefresh } from "@/components/live/live-events";
import { ChipLinks } from "@/components/search/chip-links";
import { RefreshLink } from "@/components/search/refresh-link";
import { SearchForm } from "@/components/search/search-form";
import { SortForm } from "@/components/search/sort-form";
import { Pagination } from "@/components/ui/pagination";
import { TabLinks } from "@/components/ui/tabs";
import { QUEUE_ORDER_CHOICES } from "@/lib/desk/labels";
import type { QueueView } from "@/lib/desk/view";
import { EmptyQueue } from "./empty-queue";
import { QueueBoard } from "./queue-board";
import { QueueRows } from "./queue-rows";

/** The attendants' queue: whose tickets, which of them, and the rows. */
export function Queue(view: QueueView) {
  const { departments, empty, paging, rows } = view;
  return (
    <div className="page-wide grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="text-2xl font-bold">Fila</h1>
      <LiveRefresh />
      <p role="status" className="sr-only">
        {view.listed}
      </p>
      <TabLinks name="Partes da fila" tabs={view.tabs} />
      <QueueBoard
        rows={rows.map((row) => row.id)}
        tools={
          <SearchForm
            href={view.searchHref}
            label="Pesquisar na fila"
            placeholder="Número, placa, chassi, CPF, nome ou palavras"
            value={view.search}
          />
        }
      >
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <div className="grid gap-2">
            {departments && <ChipLinks name="Filtrar por setor" chips={departments} />}
            <ChipLinks name="Filtrar por status" chips={view.statuses} />
          </div>
          {empty ? (
            <EmptyQueue empty={empty} />
          ) : (
            <>
              <SortForm href={view.sortHref} choices={QUEUE_ORDER_CHOICES} value={view.order} />
              <QueueRows rows={rows} sorts={view.sorts} userId={view.userId} now={view.now} />
              <Pagination {...paging} />
            </>
          )}
          <div className="justify-self-end">
            <RefreshLink href={paging.refreshHref} />
          </div>
        </div>
      </QueueBoard>
    </div>
  );
}
