"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { SentFile } from "@/lib/attachments/schema";

const UNDO_MS = 20_000;

/** Removed files: each can be brought back for a while, then the server forgets it too. */
export function useRemoved() {
  const [removed, setRemoved] = useState<readonly SentFile[]>([]);
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  const forget = useCallback((id: string) => {
    clearTimeout(timers.current.get(id));
    timers.current.delete(id);
    setRemoved((files) => files.filter((file) => file.id !== id));
  }, []);

  const remove = useCallback(
    (file: SentFile) => {
      setRemoved((files) => [...files, file]);
      const later = setTimeout(() => {
        forget(file.id);
        // Best effort: what stays behind is swept on the server.
        void fetch(`/api/attachments/${file.id}`, { method: "DELETE" }).catch(() => {});
      }, UNDO_MS);
      timers.current.set(file.id, later);
    },
    [forget],
  );

  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running.values()) clearTimeout(timer);
    };
  }, []);

  return { removed, remove, forget };
}
