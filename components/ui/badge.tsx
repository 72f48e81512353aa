import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { X } from "@/components/ui/icons";
import { Link } from "./link";

export type BadgeTone = "neutral" | "info" | "success" | "warning" | "danger";

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
      className={clsx("badge", rest["data-status"] ? "badge-status" : `badge-${tone}`, className)}
    >
      {icon}
      {children}
    </span>
  );
}

const chip = (on: boolean) => (on ? "chip chip-on" : "chip chip-off");

type ChipLinkProps = ComponentProps<typeof Link> & { current?: boolean };

/** A filter that is an address: the one in force is marked. */
export function ChipLink({ current = false, className, children, ...rest }: ChipLinkProps) {
  return (
    <Link {...rest} aria-current={current ? "true" : undefined} className={clsx(chip(current), className)}>
      {children}
    </Link>
  );
}

type ChipButtonProps = ComponentProps<"button"> & { pressed?: boolean };

/** A filter that is switched on and off in place. */
export function ChipButton({ pressed = false, className, children, ...rest }: ChipButtonProps) {
  return (
    <button {...rest} type="button" aria-pressed={pressed} className={clsx(chip(pressed), className)}>
      {children}
    </button>
  );
}

type RemovableChipProps = { href: string; label: string; removeName: string };

/** A filter in force, with the link that takes it away. */
export function RemovableChip({ href, label, removeName }: RemovableChipProps) {
  return (
    <span className={clsx(chip(true), "pr-1")}>
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
