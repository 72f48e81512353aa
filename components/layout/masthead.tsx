"use client";

import { clsx } from "clsx";
import { SignOut } from "@/components/auth/sign-out";
import { Bell } from "@/components/notices/bell";
import { Avatar } from "@/components/ui/avatar";
import { ChevronDown, Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import type { MastheadData, Viewer } from "@/lib/screens/viewer";
import { LogoMark } from "./logo";
import { MastheadPanel } from "./masthead-panel";
import { NavMenu } from "./nav-menu";
import { navigationFor } from "./navigation";
import { ThemeControl } from "./theme-control";

/** The band at the top: whose portal this is, the menu, the search, the account. */
export function Masthead({ organisation, theme, viewer, wide }: MastheadData) {
  return (
    <header className="relative z-30 border-b border-line bg-masthead">
      <div className={clsx(wide ? "page-wide" : "page", "flex min-h-16 items-center gap-x-2 py-2")}>
        <Link
          href="/"
          className="flex min-w-0 items-center lg:mr-3 lg:shrink-0 gap-3 rounded-md text-masthead-ink no-underline"
        >
          <LogoMark className="size-9 shrink-0" />
          <span className="min-w-0 leading-tight">
            <span className="block text-lg leading-tight font-bold tracking-tight whitespace-nowrap">
              Guichê
            </span>
            <span
              className={clsx("line-clamp-2 text-sm leading-tight text-soft", viewer && "lg:max-xl:hidden")}
            >
              {organisation}
            </span>
          </span>
        </Link>
        {viewer ? (
          <>
            <MastheadPanel>
              <div className="max-lg:order-2">
                <NavMenu items={navigationFor(viewer)} />
              </div>
              <TicketSearch />
              <div className="max-lg:order-3 max-lg:border-t max-lg:border-line max-lg:pt-3">
                <ThemeControl theme={theme} folded />
              </div>
              <Account viewer={viewer} />
            </MastheadPanel>
            <Bell />
          </>
        ) : (
          <div className="ml-auto">
            <ThemeControl theme={theme} />
          </div>
        )}
      </div>
    </header>
  );
}

function TicketSearch() {
  return (
    <search className="min-w-0 max-lg:order-1 lg:ml-auto lg:min-w-32 lg:max-w-72 lg:grow print:hidden">
      <form action="/chamados">
        <label htmlFor="busca" className="sr-only">
          Buscar chamado
        </label>
        <Input
          id="busca"
          name="q"
          type="search"
          icon={<Search />}
          placeholder="Buscar chamado"
          autoComplete="off"
          enterKeyHint="search"
        />
      </form>
    </search>
  );
}

function Account({ viewer }: { viewer: Viewer }) {
  return (
    <div className="max-lg:order-4">
      <Menu
        id="menu-conta"
        align="end"
        buttonClassName="flex min-h-11 items-center gap-2 rounded-full pr-2 pl-1 text-masthead-ink hover:bg-surface-hover max-lg:w-full"
        panelClassName="lg:min-w-64 max-lg:static max-lg:mt-1 max-lg:border-0 max-lg:bg-transparent max-lg:shadow-none"
        label={
          <>
            <Avatar name={viewer.name} />
            <span className="truncate font-medium lg:sr-only">
              <span className="sr-only">Conta de </span>
              {viewer.name}
            </span>
            <ChevronDown aria-hidden="true" className="size-4 max-lg:ml-auto" />
          </>
        }
      >
        <p className="px-3 pt-1 pb-3 max-lg:hidden">
          <span className="block font-bold">{viewer.name}</span>
          {viewer.affiliation && <span className="block text-sm text-soft">{viewer.affiliation}</span>}
        </p>
        <ul className="border-line lg:border-t lg:pt-2">
          <li>
            <SignOut />
          </li>
        </ul>
      </Menu>
    </div>
  );
}
