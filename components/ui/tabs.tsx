"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Link } from "./link";
import { LinkPending } from "./link-pending";

export type Tab = {
  href: string;
  label: string;
  count?: number;
  current: boolean;
  /** For a list that is already in the browser: takes the place of going to the address. */
  onClick?: ComponentProps<typeof Link>["onClick"];
};

/** Tabs that are addresses. Scrolls sideways where the screen is narrow. */
export function TabLinks({ name, tabs, className }: { name: string; tabs: Tab[]; className?: string }) {
  return (
    <nav aria-label={name} className={clsx("overflow-x-auto border-b border-line print:hidden", className)}>
      <ul className="flex min-w-max gap-1">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              scroll={false}
              onClick={tab.onClick}
              className={clsx(
                "flex min-h-11 items-center gap-2 border-b-3 px-4 py-2 font-medium whitespace-nowrap no-underline transition-colors focus-visible:-outline-offset-3",
                tab.current
                  ? "border-primary text-primary-ink"
                  : "border-transparent text-soft forced-colors:border-[Canvas] hover:border-line-strong hover:text-ink",
              )}
            >
              {tab.label}
              <LinkPending />
              {tab.count !== undefined && (
                <span
                  className={clsx(
                    "rounded-full px-2 text-sm",
                    tab.current ? "bg-primary-soft" : "bg-surface-sunken",
                  )}
                >
                  {tab.count.toLocaleString("pt-BR")}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
