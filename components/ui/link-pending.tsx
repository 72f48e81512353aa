"use client";

import { useLinkStatus } from "next/link";
import { LoaderCircle } from "@/components/ui/icons";

/** Inside a link: shows that what it leads to is on its way. Takes no room until then. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return <LoaderCircle aria-hidden="true" className="size-4 animate-spin motion-reduce:animate-none" />;
}
