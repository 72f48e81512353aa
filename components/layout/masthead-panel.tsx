"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Menu as MenuIcon, X } from "@/components/ui/icons";
import { useDisclosure } from "@/components/ui/menu";

const PANEL = "menu-todo";

/**
 * What the masthead holds besides the logo: in a row on a wide screen; on a narrow one behind a
 * button, in a panel that lies over the page instead of pushing it.
 */
export function MastheadPanel({ children }: { children: ReactNode }) {
  const { open, close, boxProps, buttonProps } = useDisclosure<HTMLDivElement>(PANEL);
  const Icon = open ? X : MenuIcon;
  return (
    <div {...boxProps} className="flex grow justify-end lg:contents">
      <button
        {...buttonProps}
        className="-mr-3 flex min-h-11 items-center gap-2 rounded-full px-3 font-medium text-masthead-ink hover:bg-surface-hover lg:hidden print:hidden"
      >
        <Icon aria-hidden="true" className="size-6" />
        Menu
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: only hears the clicks of the links inside */}
      <div
        id={PANEL}
        onClick={(event) => (event.target as Element).closest("a") && close()}
        className={clsx(
          "lg:contents",
          "max-lg:absolute max-lg:inset-x-0 max-lg:top-full max-lg:z-40 max-lg:grid max-lg:max-h-[calc(100dvh-4rem)] max-lg:gap-3 max-lg:overflow-y-auto max-lg:border-y max-lg:border-line max-lg:bg-masthead max-lg:p-4 max-lg:shadow-float",
          open ? "max-lg:animate-appear" : "max-lg:hidden",
        )}
      >
        {children}
      </div>
    </div>
  );
}
