import type { ReactNode } from "react";

/** A key to press. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-6 rounded-sm border border-b-2 border-line-strong bg-surface-raised px-1.5 text-center font-sans text-sm font-medium text-soft">
      {children}
    </kbd>
  );
}
