"use client";

import { StatusIcon } from "@/components/tickets/status-badge";
import { ChipLink } from "@/components/ui/badge";
import type { Chip } from "@/lib/search/view";

/** Filters that are addresses, in a row that scrolls sideways on a phone. */
export function ChipLinks({ name, chips }: { name: string; chips: Chip[] }) {
  return (
    <nav aria-label={name} className="-mx-4 overflow-x-auto px-4 py-1 md:-mx-1 md:px-1 print:hidden">
      <ul className="flex min-w-max gap-2 md:min-w-0 md:flex-wrap">
        {chips.map(({ href, label, current, status, count }) => (
          <li key={href}>
            <ChipLink href={href} current={current} scroll={false}>
              {status && <StatusIcon status={status} />}
              {label}
              {count !== undefined && <span className="text-soft">{count}</span>}
            </ChipLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
