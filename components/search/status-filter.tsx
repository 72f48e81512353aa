import { StatusIcon } from "@/components/tickets/status-badge";
import { ChipLink } from "@/components/ui/badge";
import { LinkPending } from "@/components/ui/link-pending";
import { formatCount } from "@/lib/search/labels";
import type { CounterNumbers } from "@/lib/search/queries";
import { type TicketListAddress, ticketListHref } from "@/lib/search/schema";
import { COUNTERS } from "@/lib/tickets/labels";

type StatusFilterProps = { address: TicketListAddress; counters: CounterNumbers };

/** The seven counters as filters: each says how many stand behind it. */
export function StatusFilter({ address, counters }: StatusFilterProps) {
  return (
    <nav
      aria-label="Filtrar por status"
      className="-mx-4 overflow-x-auto px-4 py-1 md:-mx-1 md:px-1 print:hidden"
    >
      <ul className="flex min-w-max gap-2 md:min-w-0 md:flex-wrap">
        {COUNTERS.map(({ slug, label, statuses }) => {
          const number = counters[slug];
          return (
            <li key={slug}>
              <ChipLink
                href={ticketListHref(address, { status: slug })}
                current={address.status === slug}
                scroll={false}
              >
                {statuses && <StatusIcon status={statuses[0]} />}
                {label}
                {number !== null && <span className="text-soft">{formatCount(number)}</span>}
                <LinkPending />
              </ChipLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
