"use client";

import { clsx } from "clsx";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { X } from "@/components/ui/icons";
import { IconButton } from "./button";

type DialogProps = {
  /** For one that is on the page from the start. */
  id?: string;
  open: boolean;
  /** Asked to close, by Esc, the cross or a click outside; the owner decides. */
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, at the bottom right; the main act last. */
  footer?: ReactNode;
  size?: "small" | "medium" | "large";
  /** A click outside closes it too; leave off where typed text could be lost. */
  lightDismiss?: boolean;
};

const sizes = { small: "max-w-md", medium: "max-w-xl", large: "max-w-4xl" };

/** The browser's modal dialog: it keeps the focus inside and gives it back to where it was. */
export function Dialog({
  id: given,
  open,
  onClose,
  title,
  description,
  children,
  footer,
  size = "medium",
  lightDismiss = false,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const made = useId();
  const id = given ?? made;

  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element || !open) return;
    if (!element.open) element.showModal();
    return () => element.close();
  }, [open]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        if (!open || event.currentTarget.open) return;
        // Pressed twice, Esc closes it whatever anybody says: until its owner agrees, it is open.
        event.currentTarget.showModal();
        onClose();
      }}
      onPointerDown={(event) => lightDismiss && event.target === event.currentTarget && onClose()}
      className={clsx(
        "m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] flex-col overflow-hidden rounded-lg border border-line bg-surface-raised text-ink shadow-float",
        "backdrop:bg-veil open:flex open:animate-appear max-sm:mb-4",
        sizes[size],
      )}
    >
      {open && (
        <>
          <div className="pt-5 pr-16 pb-3 pl-6">
            <h2 id={`${id}-title`} className="text-lg font-bold">
              {title}
            </h2>
            {description && (
              <p id={`${id}-description`} className="mt-1 text-soft">
                {description}
              </p>
            )}
          </div>
          {children && <div className="min-h-0 grow overflow-y-auto px-6 pt-1 pb-5">{children}</div>}
          {footer && (
            <div className="flex flex-wrap justify-end gap-3 border-t border-line bg-surface-sunken px-6 py-4">
              {footer}
            </div>
          )}
          {/* Last, so that the focus lands on what the dialog is about. */}
          <IconButton
            name="Fechar"
            icon={<X className="size-5" />}
            onClick={onClose}
            className="absolute top-3.5 right-3.5"
          />
        </>
      )}
    </dialog>
  );
}
