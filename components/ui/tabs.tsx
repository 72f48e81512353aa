"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Link } from "./link";

export type Tab = {
  href: string;
  label: string;
  /** As it is written. */
  count?: string;
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
              className={tab.current ? "tab tab-on" : "tab tab-off"}
            >
              {tab.label}
              {tab.count !== undefined && (
                <span
                  className={clsx(
                    "rounded-full px-2 text-sm",
                    tab.current ? "bg-primary-soft" : "bg-surface-sunken",
                  )}
                >
                  {tab.count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
