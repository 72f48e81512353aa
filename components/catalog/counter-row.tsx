"use client";

import { clsx } from "clsx";
import { StatusIcon } from "@/components/tickets/status-badge";
import { Link } from "@/components/ui/link";
import { formatCount } from "@/lib/numbers";
import type { CounterNumbers } from "@/lib/search/queries";
import { COUNTERS } from "@/lib/tickets/labels";

/** The seven counters of one's own tickets, each the address of its list. Scrolls sideways on a phone. */
export function CounterRow({ counters }: { counters: CounterNumbers }) {
  return (
    <nav
      aria-label="Meus chamados por situação"
      className="-mx-4 -my-1 overflow-x-auto px-4 py-1 md:-mx-1 md:px-1"
    >
      <ul className="flex min-w-max divide-x divide-line rounded-md border border-line bg-surface-raised md:min-w-0">
        {COUNTERS.map(({ slug, label, statuses }) => {
          const number = counters[slug] ?? 0;
          return (
            <li key={slug} className="flex-1">
              <Link
                href={slug === "todos" ? "/chamados" : `/chamados?status=${slug}`}
                className="flex h-full min-w-26 flex-col items-center gap-0.5 px-3 py-3 text-ink no-underline transition-colors hover:bg-surface-hover focus-visible:-outline-offset-3"
              >
                <span className={clsx("text-xl font-bold", number === 0 && "text-soft")}>
                  {formatCount(number)}
                </span>
                <span className="flex items-center gap-1.5 text-sm text-soft [&>svg]:size-4">
                  {statuses && <StatusIcon status={statuses[0]} />}
                  {label}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
