"use client";

import { EmptyState } from "@/components/ui/empty-state";
import { LayoutGrid } from "@/components/ui/icons";
import type { HomeView } from "@/lib/home/screen";
import { CardBrowser } from "./card-browser";
import { CounterRow } from "./counter-row";
import { Greeting } from "./greeting";

/** What waits for the person, where their tickets stand, and what they can ask for. */
export function Home({ name, waiting, desk, counters, cards, mostUsed, now }: HomeView) {
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-8">
      <Greeting name={name} waiting={waiting} desk={desk} now={now} />
      <CounterRow counters={counters} />
      <section
        id="servicos"
        aria-labelledby="abrir-chamado"
        tabIndex={-1}
        className="scroll-mt-6 outline-none"
      >
        <h2 id="abrir-chamado" className="mb-4 text-xl font-bold">
          Abrir chamado
        </h2>
        {cards.length > 0 ? (
          <CardBrowser cards={cards} mostUsed={mostUsed} />
        ) : (
          <EmptyState icon={<LayoutGrid />} title="Nenhum serviço está liberado para você">
            Se você atua por uma instituição, peça ao usuário master dela o acesso aos serviços.
          </EmptyState>
        )}
      </section>
    </div>
  );
}
