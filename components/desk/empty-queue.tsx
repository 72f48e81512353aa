import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CircleCheckBig, SearchX } from "@/components/ui/icons";
import type { Tab } from "@/lib/desk/labels";
import type { EmptyQueue as Empty } from "@/lib/desk/view";

const words: Record<Tab, { title: string; text: string }> = {
  unassigned: {
    title: "Ninguém espera por atendente",
    text: "Os chamados novos e os que voltarem sem atendente aparecem aqui.",
  },
  mine: {
    title: "Nenhum chamado está com você",
    text: "Assuma um chamado da aba “Sem atendente” para começar.",
  },
  all: { title: "Nenhum chamado em aberto", text: "O setor está em dia." },
};

/** Where the queue is empty: why, and where to go on. */
export function EmptyQueue({ empty }: { empty: Empty }) {
  if (empty.why === "search") {
    return (
      <EmptyState
        icon={<SearchX />}
        title={`Nada encontrado para “${empty.text}”`}
        actions={
          <>
            {empty.everywhereHref && (
              <ButtonLink href={empty.everywhereHref}>Procurar em todos do setor</ButtonLink>
            )}
            <ButtonLink href={empty.noSearchHref}>Limpar a pesquisa</ButtonLink>
          </>
        }
      >
        A pesquisa aceita número, placa nos dois formatos, chassi, RENAVAM, CPF, CNPJ, nomes e palavras.
      </EmptyState>
    );
  }
  if (empty.why === "status") {
    return (
      <EmptyState
        icon={<SearchX />}
        title="Nenhum chamado com este status aqui"
        actions={<ButtonLink href={empty.openHref}>Ver os que estão em aberto</ButtonLink>}
      />
    );
  }
  return (
    <EmptyState
      icon={<CircleCheckBig />}
      title={words[empty.tab].title}
      actions={
        <ButtonLink href={empty.otherHref}>
          {empty.other === "mine" ? "Ver os meus" : "Ver os sem atendente"}
        </ButtonLink>
      }
    >
      {words[empty.tab].text}
    </EmptyState>
  );
}
