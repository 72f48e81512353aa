"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";

const PAUSE = 250;

/**
 * The text of a search that answers with each key and is kept in the address as `q`. Writing the address waits for
 * a pause: browsers refuse too many changes in a row. Going back, or to the plain page, brings its text back.
 */
export function useAddressQuery(addressFor: (query: string) => string): [string, (text: string) => void] {
  const inAddress = useSearchParams().get("q") ?? "";
  const [query, setQuery] = useState(inAddress);
  const written = useRef<string>(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (inAddress === written.current) return;
    written.current = inAddress;
    clearTimeout(timer.current);
    setQuery(inAddress);
  }, [inAddress]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function search(text: string) {
    setQuery(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      written.current = text.trim();
      window.history.replaceState(null, "", addressFor(text));
    }, PAUSE);
  }
  return [query, search];
}
