"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { type MouseEvent, useState, useTransition } from "react";
import { buttonClass } from "@/components/ui/button";
import { RefreshCw } from "@/components/ui/icons";

/** Reads the list again and stays where one is. Without script it is a link to the same address. */
export function RefreshLink({ href }: { href: string }) {
  const router = useRouter();
  const [refreshing, startTransition] = useTransition();
  const [times, setTimes] = useState(0);

  function refresh(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTimes((before) => before + 1);
    startTransition(() => router.refresh());
  }

  return (
    <>
      <a
        href={href}
        onClick={refresh}
        aria-busy={refreshing || undefined}
        className={buttonClass({ variant: "quiet", size: "small" })}
      >
        <RefreshCw
          aria-hidden="true"
          className={clsx("size-4", refreshing && "animate-spin motion-reduce:animate-none")}
        />
        Atualizar
      </a>
      <span role="status" className="sr-only">
        {times > 0 && !refreshing ? "Lista atualizada." : ""}
      </span>
    </>
  );
}
