"use client";

import { LiveRefresh } from "@/components/live/live-events";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { TabLinks } from "@/components/ui/tabs";
import { ORDER_CHOICES } from "@/lib/search/labels";
import type { TicketListView } from "@/lib/search/view";
import { ChipLinks } from "./chip-links";
import { NothingFound } from "./nothing-found";
import { RefreshLink } from "./refresh-link";
import { SearchForm } from "./search-form";
import { SortForm } from "./sort-form";
import { TicketRows } from "./ticket-rows";

/** One's tickets with everything that narrows and sorts them; the address holds it all. */
export function TicketList(view: TicketListView) {
  const { nothing, paging, countAllHref } = view;
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-2xl font-bold">Meus chamados</h1>
        <ButtonLink href="/#servicos" variant="primary">
          Abrir chamado
        </ButtonLink>
      </div>
      {view.scopes && <TabLinks name="De quem são os chamados" tabs={view.scopes} />}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <LiveRefresh />
        <p role="status" className="sr-only">
          {view.listed}
        </p>
        <SearchForm
          href={view.searchHref}
          label="Pesquisar nos chamados"
          placeholder="Número, placa, chassi, CPF ou palavras"
          value={view.search}
        />
        <ChipLinks name="Filtrar por status" chips={view.statuses} />
        {nothing ? (
          <NothingFound nothing={nothing} />
        ) : (
          <>
            <SortForm href={view.sortHref} choices={ORDER_CHOICES} value={view.order} />
            <TicketRows rows={view.rows} sorts={view.sorts} now={view.now} />
            <div className="flex flex-wrap items-center gap-3">
              <div className="grow">
                <Pagination
                  summary={
                    <>
                      {paging.summary}
                      {countAllHref && (
                        <Link href={countAllHref} className="link ml-3" scroll={false}>
                          Contar todos
                        </Link>
                      )}
                    </>
                  }
                  previousHref={paging.previousHref}
                  nextHref={paging.nextHref}
                />
              </div>
              <RefreshLink href={paging.refreshHref} />
            </div>
          </>
        )}
      </div>
    </div>
  );
}
