"use client";

import { clsx } from "clsx";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";

/**
 * The behaviour of a button that opens a panel beside it: closes on Esc (focus back on the button),
 * on a click outside, when the focus leaves, and after a link inside was followed. The panel's id is given: it is the
 * same wherever the part of the page is drawn.
 */
export function useDisclosure<Box extends HTMLElement>(panelId: string) {
  const [open, setOpen] = useState(false);
  const box = useRef<Box>(null);

  useEffect(() => {
    if (!open) return;
    function outside(event: PointerEvent) {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    }
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);

  const boxProps = {
    ref: box,
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== "Escape" || !open) return;
      event.stopPropagation();
      setOpen(false);
      box.current?.querySelector<HTMLElement>("[aria-expanded]")?.focus();
    },
    onBlur(event: FocusEvent) {
      if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
    },
  };
  const buttonProps = {
    type: "button",
    "aria-expanded": open,
    "aria-controls": panelId,
    onClick: () => setOpen((was) => !was),
  } as const;
  return { open, close: () => setOpen(false), boxProps, buttonProps };
}

type MenuProps = {
  /** Of the panel. */
  id: string;
  /** What the button shows. */
  label: ReactNode;
  /** Its name, when what it shows is not words enough. */
  name?: string;
  align?: "start" | "end";
  buttonClassName?: string;
  panelClassName?: string;
  children: ReactNode;
};

/** A button that opens a short list of links or actions. Plain links and buttons inside: Tab walks them. */
export function Menu({
  id,
  label,
  name,
  align = "start",
  buttonClassName,
  panelClassName,
  children,
}: MenuProps) {
  const { open, close, boxProps, buttonProps } = useDisclosure<HTMLDivElement>(id);
  return (
    <div {...boxProps} className="relative">
      <button {...buttonProps} aria-label={name} className={buttonClassName}>
        {label}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: only hears the clicks of the links inside */}
      <div
        id={id}
        hidden={!open}
        onClick={(event) => (event.target as Element).closest("a") && close()}
        className={clsx(
          "absolute top-full z-40 mt-2 min-w-56 rounded-md border border-line bg-surface-raised p-2 text-ink shadow-float not-[[hidden]]:animate-appear",
          align === "end" ? "right-0" : "left-0",
          panelClassName,
        )}
      >
        {open && children}
      </div>
    </div>
  );
}

/** The look of a link or button inside a `Menu`. */
export const menuItemClass =
  "flex min-h-10 w-full items-center gap-3 rounded-sm px-3 py-2 text-left text-ink no-underline transition-colors " +
  "hover:bg-surface-hover aria-[current=page]:font-bold aria-[current=page]:text-primary-ink [&>svg]:size-5 [&>svg]:shrink-0 [&>svg]:text-soft pointer-coarse:min-h-11";
