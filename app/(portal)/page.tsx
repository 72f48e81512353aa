import type { Metadata } from "next";
import { CardBrowser } from "@/components/catalog/card-browser";
import { CounterRow } from "@/components/catalog/counter-row";
import { Greeting } from "@/components/catalog/greeting";
import { EmptyState } from "@/components/ui/empty-state";
import { LayoutGrid } from "@/components/ui/icons";
import { requireActor } from "@/lib/auth";
import { listCards, mostUsedSlugs } from "@/lib/catalog/queries";
import { getCounters } from "@/lib/search/queries";
import { deskOf, waitingFor } from "@/lib/tickets/attention";

export const metadata: Metadata = { title: "Início" };

export default async function HomePage() {
  const actor = await requireActor();
  const [cards, mostUsed, counters, waiting, desk] = await Promise.all([
    listCards(actor),
    mostUsedSlugs(actor, 3),
    getCounters(actor),
    waitingFor(actor, 3),
    deskOf(actor),
  ]);
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-8">
      <Greeting name={actor.name} waiting={waiting} desk={desk} now={new Date()} />
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
