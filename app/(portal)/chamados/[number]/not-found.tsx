"use client";

import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchX } from "@/components/ui/icons";

export default function TicketNotFound() {
  return (
    <div className="page-narrow grid gap-6">
      <h1 className="text-2xl font-bold">Chamado não encontrado</h1>
      <EmptyState
        icon={<SearchX />}
        title="Não encontramos este chamado"
        actions={
          <ButtonLink href="/chamados" variant="primary">
            Ver meus chamados
          </ButtonLink>
        }
      >
        Confira o número. Se o chamado for de outra pessoa ou de outro setor, ele não aparece para você.
      </EmptyState>
    </div>
  );
}
