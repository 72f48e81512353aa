import { ChevronRight } from "@/components/ui/icons";
import { Link } from "./link";

export type Crumb = { label: string; href?: string };

/** Where this page stands; the last one is the page itself and no link. */
export function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Você está em" className="print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1.5 text-sm">
        {crumbs.map((crumb, place) => (
          <li key={crumb.label} className="flex min-h-6 items-center gap-1.5">
            {place > 0 && <ChevronRight aria-hidden="true" className="size-4 text-soft" />}
            {crumb.href ? (
              <Link href={crumb.href} className="link py-0.5">
                {crumb.label}
              </Link>
            ) : (
              <span aria-current="page" className="text-soft">
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
