import { clsx } from "clsx";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Stars } from "@/components/ui/star-rating";
import { formatCount } from "@/lib/numbers";
import { type RatingsAddress, ratingsHref } from "@/lib/surveys/address";
import { formatMean, scoreSentence } from "@/lib/surveys/labels";
import type { Score } from "@/lib/surveys/queries";

type RatingsSummaryProps = { address: RatingsAddress; score: Score; former: Score };

/** The sentence first, then how the stars are spread; each bar leads to its ratings. */
export function RatingsSummary({ address, score, former }: RatingsSummaryProps) {
  return (
    <section aria-labelledby="resumo" className="grid gap-4">
      <div role="status">
        <h2 id="resumo" className="text-lg font-medium">
          {scoreSentence(address, score, former)}
        </h2>
      </div>
      {score.mean !== null && (
        <Card className="grid items-center gap-x-10 gap-y-5 sm:grid-cols-[auto_minmax(0,1fr)]">
          <p className="grid justify-items-center gap-1">
            <span aria-hidden="true" className="text-2xl font-bold">
              {formatMean(score.mean)}
            </span>
            <Stars value={score.mean} className="text-lg" />
            <span className="text-sm text-soft">nota média</span>
          </p>
          <ul className="grid gap-1">
            {score.stars
              .map((number, place) => ({ number, stars: place + 1 }))
              .reverse()
              .map((bar) => (
                <li key={bar.stars}>
                  <Bar address={address} all={score.count} {...bar} />
                </li>
              ))}
          </ul>
        </Card>
      )}
    </section>
  );
}

type BarProps = { address: RatingsAddress; all: number; stars: number; number: number };

function Bar({ address, all, stars, number }: BarProps) {
  const share = (number / all) * 100;
  const current = address.stars === stars;
  return (
    <Link
      href={ratingsHref(address, { stars: current ? 0 : stars })}
      aria-current={current ? "true" : undefined}
      scroll={false}
      className={clsx(
        "grid min-h-8 grid-cols-[5rem_minmax(0,1fr)_5.5rem] sm:grid-cols-[5.5rem_minmax(0,1fr)_7rem] items-center gap-3 rounded-md px-2 text-ink no-underline transition-colors hover:bg-surface-hover pointer-coarse:min-h-11",
        current && "bg-primary-soft font-medium",
      )}
    >
      <span>{stars === 1 ? "1 estrela" : `${stars} estrelas`}</span>
      <svg
        aria-hidden="true"
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        className="h-2.5 w-full rounded-full bg-surface-sunken high-contrast:border"
      >
        <rect width={share} height="10" className="fill-star" />
      </svg>
      <span className="text-right text-sm">
        {formatCount(number)} <span className="text-soft">({Math.round(share)} %)</span>
      </span>
    </Link>
  );
}
