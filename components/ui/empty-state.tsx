import { clsx } from "clsx";
import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

/** Where a list has nothing: says why, and what can be done. */
export function EmptyState({ icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div
      className={clsx(
        "grid justify-items-center gap-2 rounded-md border border-dashed border-line-strong px-6 py-12 text-center",
        className,
      )}
    >
      <span
        aria-hidden="true"
        className="mb-2 grid size-14 place-items-center rounded-full bg-primary-soft text-primary-ink [&>svg]:size-7"
      >
        {icon}
      </span>
      <p className="text-lg font-bold">{title}</p>
      {children && <div className="max-w-prose text-soft">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  );
}
