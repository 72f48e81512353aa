"use client";

import { clsx } from "clsx";
import { type ReactNode, useState } from "react";
import { ChevronDown } from "@/components/ui/icons";

/** The column of facts; on a narrow screen it is folded away behind a button. */
export function FactsFold({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <aside aria-label="Sobre este chamado">
      <button
        type="button"
        aria-expanded={open}
        aria-controls="fatos"
        onClick={() => setOpen((was) => !was)}
        className="flex min-h-12 w-full items-center justify-between gap-3 rounded-md border border-line bg-surface-raised px-4 font-medium lg:hidden print:hidden"
      >
        Detalhes do chamado
        <ChevronDown
          aria-hidden="true"
          className={clsx("size-5 text-soft transition-transform", open && "rotate-180")}
        />
      </button>
      <div
        id="fatos"
        className={clsx(
          "gap-4 rounded-md border border-line bg-surface-raised p-4 max-lg:mt-2 lg:grid lg:p-5 print:grid",
          open ? "grid" : "hidden",
        )}
      >
        {children}
      </div>
    </aside>
  );
}
