"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useTransition } from "react";

interface FreshPage {
  /** Reads the page again; what is being typed stays. */
  refresh: () => void;
  /** What the page shows is about to change: nothing more should be done with it yet. */
  refreshing: boolean;
}

const FreshPageContext = createContext<FreshPage>({ refresh: () => {}, refreshing: false });

/** Around every page with acts: after each of them the page is read again. */
export function FreshPageProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [refreshing, startTransition] = useTransition();
  const refresh = useCallback(() => startTransition(() => router.refresh()), [router]);
  const page = useMemo(() => ({ refresh, refreshing }), [refresh, refreshing]);
  return <FreshPageContext value={page}>{children}</FreshPageContext>;
}

/** How an act reads its page again, whichever part of the page it stands in. */
export const useFreshPage = () => useContext(FreshPageContext);
