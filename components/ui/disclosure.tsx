import { clsx } from "clsx";
import type { ReactNode } from "react";
import { ChevronDown } from "@/components/ui/icons";

type DisclosureProps = { summary: ReactNode; children: ReactNode; open?: boolean; className?: string };

/** Something folded away that a click unfolds; works without script and opens when the page is searched. */
export function Disclosure({ summary, children, open, className }: DisclosureProps) {
  return (
    <details open={open} className={clsx("group rounded-md border border-line bg-surface-raised", className)}>
      <summary className="flex min-h-12 list-none items-center gap-3 rounded-md px-4 py-2.5 font-medium hover:bg-surface-hover [&::-webkit-details-marker]:hidden">
        <span className="grow">{summary}</span>
        <ChevronDown
          aria-hidden="true"
          className="size-5 shrink-0 text-soft transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="px-4 pt-1 pb-4">{children}</div>
    </details>
  );
}
