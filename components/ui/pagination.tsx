"use client";

import type { ReactNode } from "react";
import { ChevronLeft, ChevronRight } from "@/components/ui/icons";
import { ButtonLink } from "./button";

type PaginationProps = { summary: ReactNode; previousHref?: string; nextHref?: string };

/** Previous and next of a list that is read by position, not by page number: "Mostrando 1–25 de 312". */
export function Pagination({ summary, previousHref, nextHref }: PaginationProps) {
  return (
    <nav
      aria-label="Páginas"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 print:hidden"
    >
      <p className="text-soft">{summary}</p>
      {(previousHref || nextHref) && (
        <div className="flex gap-2">
          <Step href={previousHref} rel="prev">
            <ChevronLeft aria-hidden="true" className="size-5" />
            Anterior
          </Step>
          <Step href={nextHref} rel="next">
            Próxima
            <ChevronRight aria-hidden="true" className="size-5" />
          </Step>
        </div>
      )}
    </nav>
  );
}

function Step({ href, rel, children }: { href?: string; rel: string; children: ReactNode }) {
  if (!href) return null;
  return (
    <ButtonLink href={href} rel={rel} variant="secondary">
      {children}
    </ButtonLink>
  );
}
