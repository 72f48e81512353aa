import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MailOpen } from "@/components/ui/icons";
import type { LinkView } from "@/lib/links/view";

const OVER: Record<LinkView["purpose"], string> = {
  still_needed: "O prazo deste aviso já recomeçou ou terminou.",
  answer: "Esta solução já foi respondida, a equipe a retirou ou o prazo terminou.",
  rate: "O prazo para avaliar este atendimento terminou, ou o chamado foi reaberto.",
};

/** A link with nothing left to do, or none at all: the same page for every reason that is nobody's business. */
export function LinkOver({ view }: { view: LinkView | null }) {
  return (
    <div className="page grid max-w-3xl gap-6">
      <h1 className="sr-only">Link do aviso</h1>
      <EmptyState
        icon={<MailOpen />}
        title="Não há mais nada a fazer por este link"
        actions={
          view?.enters === false ? null : (
            <ButtonLink href={view ? `/chamados/${view.number}` : "/chamados"} variant="primary">
              {view ? "Abrir o chamado" : "Entrar no portal"}
            </ButtonLink>
          )
        }
      >
        {view
          ? OVER[view.purpose]
          : "Ele venceu, foi copiado pela metade ou terminou com uma resposta por e-mail. Use o e-mail mais novo do chamado ou entre no portal."}
      </EmptyState>
    </div>
  );
}
