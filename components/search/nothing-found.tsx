import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Inbox, SearchX } from "@/components/ui/icons";
import type { Nothing } from "@/lib/search/view";

/** Where one's list is empty: why, and what to do. */
export function NothingFound({ nothing }: { nothing: Nothing }) {
  if (nothing.why === "search") return <NoMatch {...nothing} />;
  if (nothing.why === "status") {
    return (
      <EmptyState
        icon={<Inbox />}
        title="Nenhum chamado com este status"
        actions={<ButtonLink href={nothing.anyStatusHref}>Ver todos</ButtonLink>}
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
  return nothing.scope === "institution" ? (
    <EmptyState icon={<Inbox />} title="Ninguém da sua instituição abriu um chamado ainda" actions={open}>
      Os chamados que você e seus colegas abrirem aparecem aqui.
    </EmptyState>
  ) : (
    <EmptyState icon={<Inbox />} title="Você ainda não abriu nenhum chamado" actions={open}>
      Escolha um serviço e conte o que precisa. Aqui você acompanha cada passo do atendimento.
    </EmptyState>
  );
}

type NoMatchProps = Extract<Nothing, { why: "search" }>;

function NoMatch({ text, anyStatusHref, noSearchHref, queueHref }: NoMatchProps) {
  return (
    <EmptyState
      icon={<SearchX />}
      title={`Nada encontrado para “${text}”`}
      actions={
        <>
          {anyStatusHref && <ButtonLink href={anyStatusHref}>Procurar em todos os status</ButtonLink>}
          <ButtonLink href={noSearchHref}>Limpar a pesquisa</ButtonLink>
          {queueHref && <ButtonLink href={queueHref}>Procurar na fila do setor</ButtonLink>}
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
