import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MailOpen } from "@/components/ui/icons";
import { ratingWords, Stars } from "@/components/ui/star-rating";
import { ENDED_WORDS, endingWords } from "@/lib/links/labels";
import type { EndedLink, LinkView } from "@/lib/links/view";
import { formatNumber } from "@/lib/number";
import { DepartmentContact } from "./department-contact";

const NOTHING_LEFT = "Não há mais nada a fazer por este link";
const UNKNOWN =
  "Ele venceu, foi copiado pela metade ou terminou com uma resposta por e-mail. Use o e-mail mais novo do chamado ou entre no portal.";

/**
 * A link with nothing left to do, or none at all. Who holds one hears what became of what it was about, for it may be their own
 * doing; of one that was cancelled or is too old, that alone; and what never was a link looks the same to everybody.
 */
export function LinkOver({ view, ended }: { view: LinkView | null; ended: EndedLink | null }) {
  return (
    <div className="page grid max-w-3xl gap-6">
      <h1 className="sr-only">Link do aviso</h1>
      {view ? (
        <Over view={view} />
      ) : (
        <EmptyState
          icon={<MailOpen />}
          title={NOTHING_LEFT}
          actions={
            <ButtonLink href="/chamados" variant="primary">
              Entrar no portal
            </ButtonLink>
          }
        >
          {ended ? ENDED_WORDS[ended] : UNKNOWN}
        </EmptyState>
      )}
    </div>
  );
}

function Over({ view }: { view: LinkView }) {
  const { ending, rating, ratePath, enters } = view;
  return (
    <>
      <p className="text-soft">
        {view.department}, chamado {formatNumber(view.number)}
      </p>
      <EmptyState
        icon={<MailOpen />}
        title={ending ? endingWords(ending, view.timeZone) : NOTHING_LEFT}
        actions={
          <>
            {ratePath && (
              <ButtonLink href={ratePath} variant="primary">
                Avaliar o atendimento
              </ButtonLink>
            )}
            {enters && (
              <ButtonLink href={`/chamados/${view.number}`} variant={ratePath ? "secondary" : "primary"}>
                Abrir o chamado
              </ButtonLink>
            )}
          </>
        }
      >
        {rating ? (
          <span className="inline-flex items-center gap-2 font-medium">
            <Stars value={rating.stars} className="text-xl" />
            {ratingWords[rating.stars - 1]}
          </span>
        ) : (
          ending && !ratePath && `${NOTHING_LEFT}.`
        )}
      </EmptyState>
      <DepartmentContact view={view} />
    </>
  );
}
