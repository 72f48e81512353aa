import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { ChevronDown } from "@/components/ui/icons";

/** The look of a box that a person types into. */
export const controlLook =
  "block w-full rounded-md border border-line-strong bg-surface-raised px-3 py-2 text-base text-ink " +
  "transition-colors hover:border-primary " +
  "focus-visible:outline-offset-1 focus-visible:rounded-md " +
  "disabled:bg-surface-sunken disabled:text-soft disabled:hover:border-line-strong [&[readonly]]:bg-surface-sunken " +
  "aria-invalid:border-2 aria-invalid:border-danger";

/** The same, with the height of one line. */
export const controlClass = `${controlLook} min-h-10 pointer-coarse:min-h-11`;

/** One line of text. `icon` sits inside on the left and is decoration. */
export function Input({ className, icon, ...rest }: ComponentProps<"input"> & { icon?: ReactNode }) {
  if (!icon) return <input {...rest} className={clsx(controlClass, className)} />;
  return (
    <span className={clsx("relative block", className)}>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-3 grid place-items-center text-soft [&>svg]:size-5"
      >
        {icon}
      </span>
      <input {...rest} className={clsx(controlClass, "pl-10.5")} />
    </span>
  );
}

/** The browser's own select: it works everywhere, with every keyboard and reader. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={clsx("relative block", className)}>
      <select {...rest} className={clsx(controlClass, "appearance-none truncate bg-surface-raised pr-10")}>
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 right-3 my-auto size-5 text-soft"
      />
    </span>
  );
}
