"use client";

import { clsx } from "clsx";
import { usePathname } from "next/navigation";
import { ChevronDown } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Menu, menuItemClass } from "@/components/ui/menu";
import { isCurrent, type NavItem } from "./navigation";

const look =
  "flex min-h-11 items-center gap-1.5 rounded-md px-3 font-medium text-masthead-ink no-underline transition-colors " +
  "hover:bg-surface-hover aria-[current=page]:text-primary-ink max-lg:w-full max-lg:px-2 max-lg:text-lg " +
  "lg:relative lg:after:absolute lg:after:inset-x-3 lg:after:bottom-1 lg:after:h-0.5 lg:after:rounded-full " +
  "lg:after:bg-masthead-edge lg:after:opacity-0 lg:aria-[current=page]:after:opacity-100";

/** The main menu, with the present page marked. */
export function NavMenu({ items }: { items: NavItem[] }) {
  const path = usePathname();
  return (
    <nav id="menu" aria-label="Principal" tabIndex={-1} className="print:hidden">
      <ul className="flex gap-x-1 max-lg:flex-col">
        {items.map((item) => (
          <li key={item.href}>
            {item.children ? (
              <Menu
                id={`menu-${item.label.toLowerCase()}`}
                label={
                  <>
                    {item.label}
                    <ChevronDown aria-hidden="true" className="size-4 max-lg:ml-auto" />
                  </>
                }
                buttonClassName={clsx(look, isCurrent(item, path) && "text-primary-ink lg:after:opacity-100")}
                panelClassName="max-lg:static max-lg:mt-0 max-lg:mb-2 max-lg:border-0 max-lg:bg-transparent max-lg:shadow-none"
              >
                <ul>
                  {item.children.map((child) => (
                    <li key={child.href}>
                      <NavLink item={child} path={path} className={menuItemClass} />
                    </li>
                  ))}
                </ul>
              </Menu>
            ) : (
              <NavLink item={item} path={path} className={look} />
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavLink({ item, path, className }: { item: NavItem; path: string; className: string }) {
  return (
    <Link href={item.href} aria-current={isCurrent(item, path) ? "page" : undefined} className={className}>
      {item.label}
    </Link>
  );
}
