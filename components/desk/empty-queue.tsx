import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CircleCheckBig, SearchX } from "@/components/ui/icons";
import type { Tab } from "@/lib/desk/labels";
import { type QueueAddress, queueHref } from "@/lib/desk/schema";

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
export function EmptyQueue({ address }: { address: QueueAddress }) {
  if (address.search) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={`Nada encontrado para “${address.search}”`}
        actions={
          <>
            {(address.tab !== "all" || address.status !== "todos") && (
              <ButtonLink href={queueHref(address, { tab: "all", status: "todos" })}>
                Procurar em todos do setor
              </ButtonLink>
            )}
            <ButtonLink href={queueHref(address, { search: "", status: "open" })}>
              Limpar a pesquisa
            </ButtonLink>
          </>
        }
      >
        A pesquisa aceita número, placa nos dois formatos, chassi, RENAVAM, CPF, CNPJ, nomes e palavras.
      </EmptyState>
    );
  }
  if (address.status !== "open") {
    return (
      <EmptyState
        icon={<SearchX />}
        title="Nenhum chamado com este status aqui"
        actions={
          <ButtonLink href={queueHref(address, { status: "open" })}>Ver os que estão em aberto</ButtonLink>
        }
      />
    );
  }
  const other: Tab = address.tab === "unassigned" ? "mine" : "unassigned";
  return (
    <EmptyState
      icon={<CircleCheckBig />}
      title={words[address.tab].title}
      actions={
        <ButtonLink href={queueHref(address, { tab: other })}>
          {other === "mine" ? "Ver os meus" : "Ver os sem atendente"}
        </ButtonLink>
      }
    >
      {words[address.tab].text}
    </EmptyState>
  );
}
