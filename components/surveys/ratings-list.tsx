import { Time } from "@/components/dates/time";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { EyeOff, Star } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { Stars } from "@/components/ui/star-rating";
import { formatNumber } from "@/lib/number";
import { showing } from "@/lib/search/labels";
import { after, before } from "@/lib/search/schema";
import { type RatingsAddress, ratingsHref } from "@/lib/surveys/address";
import type { RatingRow, Ratings } from "@/lib/surveys/queries";

type RatingsListProps = { ratings: Ratings; address: RatingsAddress; several: boolean; now: Date };

/** The ratings one by one, newest first. */
export function RatingsList({ ratings, address, several, now }: RatingsListProps) {
  const [first] = ratings.rows;
  if (!first) return <NoRatings address={address} />;
  // One clock for the whole list, so that it reads in its order: the department's, or Brasília's for several.
  const oneZone = ratings.rows.every((row) => row.timeZone === first.timeZone);
  const timeZone = oneZone ? first.timeZone : "America/Sao_Paulo";
  return (
    <section aria-label="Avaliações" className="grid gap-5">
      <ul className="grid gap-3">
        {ratings.rows.map((row) => (
          <li key={row.id} data-card="" className="rounded-md border border-line bg-surface-raised p-4">
            <Rating row={row} several={several} timeZone={timeZone} now={now} />
          </li>
        ))}
      </ul>
      <Pagination
        summary={showing(ratings)}
        previousHref={
          ratings.previous ? ratingsHref(address, { cursor: before(ratings.previous) }) : undefined
        }
        nextHref={ratings.next ? ratingsHref(address, { cursor: after(ratings.next) }) : undefined}
      />
    </section>
  );
}

type RatingProps = { row: RatingRow; several: boolean; timeZone: string; now: Date };

function Rating({ row, several, timeZone, now }: RatingProps) {
  const place = several ? `${row.service} · ${row.department}` : row.service;
  return (
    <article className="grid gap-2">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Stars value={row.stars} className="text-lg" />
        <Time value={row.at} now={now} timeZone={timeZone} className="text-sm text-soft" />
      </p>
      {row.comment && <p className="max-w-prose whitespace-pre-line">{row.comment}</p>}
      {row.hidden && (
        <p className="flex items-center gap-2 text-soft">
          <EyeOff aria-hidden="true" className="size-4" />
          Comentário ocultado pela moderação
        </p>
      )}
      {!row.comment && !row.hidden && <p className="text-soft">Sem comentário</p>}
      <p className="text-sm text-soft">
        {row.ticket ? (
          <Link href={`/chamados/${formatNumber(row.ticket.number)}`} className="link">
            {formatNumber(row.ticket.number)} {row.ticket.title}
          </Link>
        ) : (
          "Chamado que passou a outro setor"
        )}
      </p>
      <p className="text-sm text-soft">
        {place}
        {row.attendant && ` · atendimento de ${row.attendant}`}
      </p>
    </article>
  );
}

function NoRatings({ address }: { address: RatingsAddress }) {
  const narrowed = address.stars > 0 || address.service !== "" || address.department !== "";
  return (
    <EmptyState
      icon={<Star />}
      title="Nenhuma avaliação neste recorte"
      actions={
        narrowed && (
          <ButtonLink href={ratingsHref(address, { stars: 0, service: "", department: "" })}>
            Limpar os filtros
          </ButtonLink>
        )
      }
    >
      As pessoas avaliam depois de aprovar a solução. Experimente um período maior.
    </EmptyState>
  );
}
