"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { type Heard, LiveConnection } from "./connection";
import { whenCalm } from "./when-calm";

const LiveContext = createContext<LiveConnection | null>(null);

/** Once around the signed-in pages: listens for changes on behalf of everything inside. */
export function LiveEvents({ userId, children }: { userId: string; children: ReactNode }) {
  const [connection] = useState(() => new LiveConnection(userId));
  useEffect(() => {
    connection.start();
    return () => connection.stop();
  }, [connection]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

/** Calls back for everything heard; always the newest callback. */
export function useHeard(onHeard: (heard: Heard) => void): void {
  const connection = useContext(LiveContext);
  const latest = useRef(onHeard);
  useEffect(() => {
    latest.current = onHeard;
  });
  useEffect(() => connection?.listen((heard) => latest.current(heard)), [connection]);
}

/** How a page says that the person read their notices. */
export function useTellRead(): () => void {
  const connection = useContext(LiveContext);
  return () => connection?.read();
}

/**
 * Reads the page again when one of the shown tickets changes, or any the person may see when none are named (lists,
 * counters); these also when the person read notices. Waits for a calm moment and until the page is looked at; what is
 * being typed stays.
 */
export function useLiveRefresh({ tickets }: { tickets?: readonly number[] } = {}): void {
  const router = useRouter();
  const [refresh] = useState(() => whenCalm(() => router.refresh()));
  useEffect(() => refresh.start(), [refresh]);
  useHeard((heard) => {
    const concerns = heard === "refresh" || !tickets || (heard !== "read" && tickets.includes(heard.number));
    if (concerns) refresh.request();
  });
}

/** The same for a server component: put it anywhere on the page. */
export function LiveRefresh({ tickets }: { tickets?: readonly number[] }) {
  useLiveRefresh({ tickets });
  return null;
}
