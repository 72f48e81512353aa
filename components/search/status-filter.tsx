import { formatCount } from "@/lib/search/labels";
import type { CounterNumbers } from "@/lib/search/queries";
import { type TicketListAddress, ticketListHref } from "@/lib/search/schema";
import { COUNTERS } from "@/lib/tickets/labels";
import { ChipLinks } from "./chip-links";

type StatusFilterProps = { address: TicketListAddress; counters: CounterNumbers };

/** The seven counters as filters: each says how many stand behind it. */
export function StatusFilter({ address, counters }: StatusFilterProps) {
  return (
    <ChipLinks
      name="Filtrar por status"
      chips={COUNTERS.map(({ slug, label, statuses }) => {
        const number = counters[slug];
        return {
          href: ticketListHref(address, { status: slug }),
          label,
          current: address.status === slug,
          status: statuses?.[0],
          count: number === null ? undefined : formatCount(number),
        };
      })}
    />
  );
}
