import type { Metadata } from "next";
import { TicketList } from "@/components/search/ticket-list";
import { ButtonLink } from "@/components/ui/button";
import { TabLinks } from "@/components/ui/tabs";
import { staffDepartments } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listTickets, seesInstitution } from "@/lib/search/queries";
import { type AddressParams, readTicketList, ticketListHref } from "@/lib/search/schema";

export const metadata: Metadata = { title: "Meus chamados" };

export default async function TicketsPage({ searchParams }: { searchParams: Promise<AddressParams> }) {
  const actor = await requireActor();
  const wanted = readTicketList(await searchParams);
  const address = seesInstitution(actor) ? wanted : { ...wanted, scope: "own" as const };
  const list = await listTickets(actor, address);
  const views = [
    { scope: "own", label: "Visão pessoal" },
    { scope: "institution", label: "Da minha instituição" },
  ] as const;
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-2xl font-bold">Meus chamados</h1>
        <ButtonLink href="/#servicos" variant="primary">
          Abrir chamado
        </ButtonLink>
      </div>
      {seesInstitution(actor) && (
        <TabLinks
          name="De quem são os chamados"
          tabs={views.map(({ scope, label }) => ({
            href: ticketListHref(address, { scope }),
            label,
            current: address.scope === scope,
          }))}
        />
      )}
      <TicketList list={list} address={address} staff={staffDepartments(actor).length > 0} now={new Date()} />
    </div>
  );
}
