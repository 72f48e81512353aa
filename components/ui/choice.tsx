import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

const row =
  "group relative flex min-h-10 items-start gap-3 rounded-md py-2 pr-3 pointer-coarse:min-h-11 " +
  "has-disabled:text-soft";

const mark =
  "peer mt-px size-5.5 shrink-0 appearance-none border-2 border-line-strong bg-surface-raised transition-colors " +
  "hover:border-primary checked:border-primary checked:bg-primary disabled:bg-surface-sunken " +
  "aria-invalid:border-danger forced-colors:appearance-auto";

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; help?: ReactNode };

/** A yes or no of its own, with its label. */
export function Checkbox({ label, help, className, ...rest }: ChoiceProps) {
  return (
    <label className={clsx(row, className)}>
      <span className="relative inline-grid shrink-0 place-items-center">
        <input {...rest} type="checkbox" className={clsx(mark, "rounded-sm")} />
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          className="pointer-events-none absolute size-4 stroke-on-primary opacity-0 peer-checked:opacity-100 forced-colors:hidden"
          fill="none"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d="m3 8.5 3.2 3L13 4.5" />
        </svg>
      </span>
      <ChoiceText label={label} help={help} />
    </label>
  );
}

/** One of several; stands inside a `Fieldset`, together with those of the same `name`. */
export function Radio({ label, help, className, ...rest }: ChoiceProps) {
  return (
    <label className={clsx(row, className)}>
      <span className="relative inline-grid shrink-0 place-items-center">
        <input {...rest} type="radio" className={clsx(mark, "rounded-full focus-visible:rounded-full")} />
        <span className="pointer-events-none absolute size-2 rounded-full bg-on-primary opacity-0 peer-checked:opacity-100 forced-colors:hidden" />
      </span>
      <ChoiceText label={label} help={help} />
    </label>
  );
}

function ChoiceText({ label, help }: { label: ReactNode; help?: ReactNode }) {
  return (
    <span className="min-w-0">
      {label}
      {help && <span className="block text-sm text-soft">{help}</span>}
    </span>
  );
}
