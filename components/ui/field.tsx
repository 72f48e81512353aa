import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";
import { CircleAlert } from "@/components/ui/icons";

/** What a field's control must carry to be tied to its label, help and error. */
export type ControlProps = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
};

type FieldProps = {
  label: ReactNode;
  /** Give one where something else must point here, such as an error summary. */
  id?: string;
  help?: ReactNode;
  error?: string;
  required?: boolean;
  /** Says "opcional" beside the label. */
  optional?: boolean;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean;
  className?: string;
  children: (control: ControlProps) => ReactNode;
};

/** Label, help, control and error of one field, tied together. */
export function Field({
  label,
  id,
  help,
  error,
  required,
  optional,
  labelHidden,
  className,
  children,
}: FieldProps) {
  const made = useId();
  const control = id ?? made;
  const described = [help && `${control}-help`, error && `${control}-error`].filter(Boolean).join(" ");
  return (
    <div className={clsx("grid content-start gap-1.5", className)}>
      <label htmlFor={control} className={clsx("font-medium", labelHidden && "sr-only")}>
        {label}
        <Mark required={required} optional={optional} />
      </label>
      {help && <Help id={`${control}-help`}>{help}</Help>}
      {children({
        id: control,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
        "aria-required": required || undefined,
      })}
      {error && <FieldError id={`${control}-error`}>{error}</FieldError>}
    </div>
  );
}

type FieldsetProps = Omit<ComponentProps<"fieldset">, "children"> & {
  legend: ReactNode;
  help?: ReactNode;
  error?: string;
  required?: boolean;
  optional?: boolean;
  legendHidden?: boolean;
  children: ReactNode;
};

/** A group of controls under one question: radios, checkboxes, the parts of an address. */
export function Fieldset({
  legend,
  help,
  error,
  required,
  optional,
  legendHidden,
  className,
  children,
  id,
  ...rest
}: FieldsetProps) {
  const made = useId();
  const group = id ?? made;
  const described = [help && `${group}-help`, error && `${group}-error`].filter(Boolean).join(" ");
  return (
    <fieldset
      {...rest}
      id={group}
      tabIndex={id ? -1 : undefined}
      aria-describedby={described || undefined}
      className={clsx("min-w-0", className)}
    >
      <legend className={clsx("mb-1.5 font-medium", legendHidden && "sr-only")}>
        {legend}
        <Mark required={required} optional={optional} />
      </legend>
      <div className="grid gap-1.5">
        {help && <Help id={`${group}-help`}>{help}</Help>}
        {children}
        {error && <FieldError id={`${group}-error`}>{error}</FieldError>}
      </div>
    </fieldset>
  );
}

function Mark({ required, optional }: { required?: boolean; optional?: boolean }) {
  if (!required && !optional) return null;
  return (
    <>
      {" "}
      <span className="text-sm font-normal text-soft">({required ? "obrigatório" : "opcional"})</span>
    </>
  );
}

function Help({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="text-sm text-soft">
      {children}
    </p>
  );
}

/** What is wrong, under its control. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm font-medium text-danger-ink">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  );
}
