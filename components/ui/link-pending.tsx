"use client";

import { LoaderCircle } from "lucide-react";
import { useLinkStatus } from "next/link";

/** Inside a link: shows that what it leads to is on its way. Takes no room until then. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return <LoaderCircle aria-hidden="true" className="size-4 animate-spin motion-reduce:animate-none" />;
}
