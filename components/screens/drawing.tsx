"use client";

import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import {
  PathnameContext,
  SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import type { ReactNode } from "react";
import { LoginProvider } from "@/components/auth/login-provider";
import { unpack } from "@/lib/screens/pack";
import { isOpen } from "@/lib/screens/places";
import { drawings, type Surroundings } from "@/lib/screens/registry";

/** A router for what is drawn on the server, where nobody can go anywhere. */
const nowhere = { push() {}, replace() {}, prefetch() {}, refresh() {}, back() {}, forward() {} };

/** Around what is drawn by itself: what the framework and the shell have around it on the page. */
function Around({ path, search, userId, govbr, children }: Surroundings & { children: ReactNode }) {
  return (
    <AppRouterContext.Provider value={nowhere as never}>
      <SearchParamsContext.Provider value={new URLSearchParams(search)}>
        <PathnameContext.Provider value={path}>
          <LoginProvider userId={userId} govbr={govbr}>
            {children}
          </LoginProvider>
        </PathnameContext.Provider>
      </SearchParamsContext.Provider>
    </AppRouterContext.Provider>
  );
}

/**
 * A part of a page that is drawn from its data, which arrives as one string. On the server it can be drawn by itself,
 * outside of the page, under this name; in a page that is kept its place stays open (decision 0017).
 *
 * What it draws at first may not call useId: alone it is at another place of the tree than on the page.
 */
export function drawnFrom<Data extends object>(name: string, View: (data: Data) => ReactNode) {
  if (typeof window === "undefined") {
    const { render } = require("./render") as typeof import("./render");
    drawings.set(name, (data, around) =>
      render(
        <Around {...around}>
          <View {...(data as Data)} />
        </Around>,
      ),
    );
  }
  return function Drawn({ data }: { data: string }) {
    if (isOpen(data)) return data;
    return <View {...unpack<Data>(data)} />;
  };
}
