import { useEffect, useRef, useState } from "react";

const ASK_MS = 3_000;

/** Whether the portal says that it is out of service; calls `back` once when it works again after that. */
export function useAway(back: () => void): boolean {
  const [away, setAway] = useState(false);
  const latest = useRef(back);
  useEffect(() => {
    latest.current = back;
  });
  useEffect(() => {
    let seen = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const ask = async () => {
      const response = await fetch("/api/health", { cache: "no-store" }).catch(() => null);
      if (left) return;
      if (response?.ok) {
        if (seen) latest.current();
        return;
      }
      seen = true;
      setAway(true);
      timer = setTimeout(ask, ASK_MS);
    };
    void ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, []);
  return away;
}
