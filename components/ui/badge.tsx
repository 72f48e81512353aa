import { clsx } from "clsx";
import { X } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

export type BadgeTone = "neutral" | "info" | "success" | "warning" | "danger";

const tones: Record<BadgeTone, string> = {
  neutral: "bg-surface-sunken text-soft border-line",
  info: "bg-info-soft text-info-ink border-info-line",
  success: "bg-success-soft text-success-ink border-success-line",
  warning: "bg-warning-soft text-warning-ink border-warning-line",
  danger: "bg-danger-soft text-danger-ink border-danger-line",
};

type BadgeProps = ComponentProps<"span"> & {
  tone?: BadgeTone;
  /** One of the states that globals.css gives a colour; wins over `tone`. */
  "data-status"?: string;
  icon?: ReactNode;
};

/** A small label that states something. Colour never alone: give it an icon or a word that says it. */
export function Badge({ tone = "neutral", icon, className, children, ...rest }: BadgeProps) {
  return (
    <span
      {...rest}
      className={clsx(
        "inline-flex items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-sm font-medium whitespace-nowrap [&>svg]:size-4 [&>svg]:shrink-0",
        rest["data-status"]
          ? "border-transparent bg-status text-status-ink high-contrast:border-current"
          : tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

const chip =
  "inline-flex min-h-9 items-center gap-2 rounded-full border px-3.5 py-1 text-sm font-medium whitespace-nowrap no-underline transition-colors pointer-coarse:min-h-11 [&>svg]:size-4";
const chipOff = "border-line-strong bg-surface-raised text-ink hover:border-primary hover:bg-primary-soft";
const chipOn = "border-primary bg-primary-soft text-primary-ink";

type ChipLinkProps = ComponentProps<typeof Link> & { current?: boolean };

/** A filter that is an address: the one in force is marked. */
export function ChipLink({ current = false, className, children, ...rest }: ChipLinkProps) {
  return (
    <Link
      {...rest}
      aria-current={current ? "true" : undefined}
      className={clsx(chip, current ? chipOn : chipOff, className)}
    >
      {children}
    </Link>
  );
}

type ChipButtonProps = ComponentProps<"button"> & { pressed?: boolean };

/** A filter that is switched on and off in place. */
export function ChipButton({ pressed = false, className, children, ...rest }: ChipButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-pressed={pressed}
      className={clsx(chip, pressed ? chipOn : chipOff, className)}
    >
      {children}
    </button>
  );
}

type RemovableChipProps = { href: string; label: string; removeName: string };

/** A filter in force, with the link that takes it away. */
export function RemovableChip({ href, label, removeName }: RemovableChipProps) {
  return (
    <span className={clsx(chip, chipOn, "pr-1")}>
      {label}
      <Link
        href={href}
        aria-label={removeName}
        className="grid size-7 place-items-center rounded-full hover:bg-surface-hover pointer-coarse:size-9"
      >
        <X aria-hidden="true" className="size-4" />
      </Link>
    </span>
  );
}
