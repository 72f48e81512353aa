"use client";

import { useEffect } from "react";
import { handOverEarlyInput } from "@/lib/early/input";

/** Stands last on every page: when it is alive, the page is. */
export function Alive() {
  useEffect(() => {
    const timer = setTimeout(handOverEarlyInput);
    return () => clearTimeout(timer);
  }, []);
  return null;
}
