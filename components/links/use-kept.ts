"use client";

import { useEffect, useRef, useState } from "react";
import { LocalCopies, tabShelf } from "@/components/drafts/local-copy";

/**
 * Keeps what is typed into a form in this tab, over a reload, until what comes back is called: nobody is logged in here, so the
 * server keeps none of it. `place` tells pages apart; `keep` hands the form over.
 */
export function useKept(place: string, keep: (copies: LocalCopies) => () => void): () => void {
  const [copies] = useState(() => new LocalCopies("link", place, tabShelf()));
  const first = useRef(keep);
  useEffect(() => first.current(copies), [copies]);
  return () => copies.forget();
}
