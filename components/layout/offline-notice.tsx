"use client";

import { useSyncExternalStore } from "react";
import { CloudOff } from "@/components/ui/icons";

function subscribe(changed: () => void) {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}

/** Says, over the page and without moving it, that the connection is gone; leaves by itself. Above the bar of an editor. */
export function OfflineNotice() {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div
      role="status"
      data-offline=""
      className="pointer-events-none fixed inset-x-4 bottom-20 z-50 in-[body:has([data-saves=failed])]:bottom-30 max-sm:in-[body:has([data-saves=idle])]:bottom-28 max-sm:in-[body:has([data-saves=failed])]:bottom-54 print:hidden"
    >
      {!online && <OfflineWords />}
    </div>
  );
}

/** What the notice says, for pages that show it without React. */
export function OfflineWords() {
  return (
    <p className="mx-auto flex w-fit max-w-full animate-appear items-center gap-3 rounded-md border border-warning-line bg-warning-soft px-4 py-3 font-medium text-warning-ink shadow-float">
      <CloudOff aria-hidden="true" className="size-5 shrink-0" />
      Sem conexão. O que está na tela continua aqui; envie quando a internet voltar.
    </p>
  );
}
