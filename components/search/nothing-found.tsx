import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Inbox, SearchX } from "@/components/ui/icons";
import { type TicketListAddress, ticketListHref } from "@/lib/search/schema";

type NothingFoundProps = {
  address: TicketListAddress;
  /** There is no ticket at all in this view. */
  none: boolean;
  /** Works a queue as well, where the search could go on. */
  staff: boolean;
};

/** Where one's list is empty: why, and what to do. */
export function NothingFound({ address, none, staff }: NothingFoundProps) {
  if (address.search) return <NoMatch address={address} staff={staff} />;
  if (!none) {
    return (
      <EmptyState
        icon={<Inbox />}
        title="Nenhum chamado com este status"
        actions={<ButtonLink href={ticketListHref(address, { status: "todos" })}>Ver todos</ButtonLink>}
      >
        Os outros filtros mostram onde estão os seus chamados.
      </EmptyState>
    );
  }
  const open = (
    <ButtonLink href="/#servicos" variant="primary">
      Abrir chamado
    </ButtonLink>
  );
  return address.scope === "institution" ? (
    <EmptyState icon={<Inbox />} title="Ninguém da sua instituição abriu um chamado ainda" actions={open}>
      Os chamados que você e seus colegas abrirem aparecem aqui.
    </EmptyState>
  ) : (
    <EmptyState icon={<Inbox />} title="Você ainda não abriu nenhum chamado" actions={open}>
      Escolha um serviço e conte o que precisa. Aqui você acompanha cada passo do atendimento.
    </EmptyState>
  );
}

function NoMatch({ address, staff }: { address: TicketListAddress; staff: boolean }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title={`Nada encontrado para “${address.search}”`}
      actions={
        <>
          {address.status !== "todos" && (
            <ButtonLink href={ticketListHref(address, { status: "todos" })}>
              Procurar em todos os status
            </ButtonLink>
          )}
          <ButtonLink href={ticketListHref(address, { search: "" })}>Limpar a pesquisa</ButtonLink>
          {staff && (
            <ButtonLink
              href={`/fila?${new URLSearchParams({ aba: "todos", status: "todos", q: address.search })}`}
            >
              Procurar na fila do setor
            </ButtonLink>
          )}
        </>
      }
    >
      <ul className="grid list-disc gap-1 pl-5 text-left">
        <li>O número do chamado serve com ou sem os zeros: 2172 ou 00002172.</li>
        <li>A placa serve no formato antigo ou no novo: ABC-1234 ou ABC1C34.</li>
        <li>Chassi, RENAVAM, CPF e CNPJ precisam estar completos.</li>
        <li>Com palavras, tente menos delas. Acentos não fazem diferença.</li>
      </ul>
    </EmptyState>
  );
}
