"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { v7 } from "uuid";
import type { Draft, DraftContent } from "@/lib/drafts/schema";
import { DraftKeeper } from "./keeper";
import { LocalCopies } from "./local-copy";

interface DraftOptions {
  place: string;
  /** Account of the person who writes. */
  owner: string;
  /** As `findDraft` gave it to the page. */
  initial: Draft | null;
  /** The form must be filled anew with this: a copy that had not arrived, or another tab's version. */
  onContent: (content: DraftContent) => void;
}

/**
 * Keeps what is typed, on the server and across everything that can happen to a page. Call `change` with the
 * form's values, `beforeSend` and `afterSend` around sending; `id` is the submission key (never render it: the server has another one).
 */
export function useDraft({ place, owner, initial, onContent }: DraftOptions) {
  const fill = useRef(onContent);
  useEffect(() => {
    fill.current = onContent;
  });
  const [keeper] = useState(
    () =>
      new DraftKeeper({
        place,
        owner,
        initial,
        newId: v7(),
        copies: new LocalCopies(owner, place),
        onContent: (content) => fill.current(content),
      }),
  );
  const state = useSyncExternalStore(keeper.subscribe, keeper.snapshot, keeper.snapshot);

  useEffect(() => {
    keeper.start();
    const leave = () => {
      if (document.visibilityState === "hidden") keeper.leave();
      else keeper.retry();
    };
    const hide = () => keeper.leave();
    const retry = () => keeper.retry();
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("pagehide", hide);
    window.addEventListener("online", retry);
    window.addEventListener("focus", retry);
    return () => {
      keeper.close();
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", hide);
      window.removeEventListener("online", retry);
      window.removeEventListener("focus", retry);
    };
  }, [keeper]);

  return {
    ...state,
    change: keeper.change.bind(keeper),
    beforeSend: keeper.beforeSend.bind(keeper),
    afterSend: keeper.afterSend.bind(keeper),
    keepMine: keeper.keepMine.bind(keeper),
    takeTheirs: keeper.takeTheirs.bind(keeper),
    retry: keeper.retry.bind(keeper),
    restart: () => keeper.restart(v7()),
    discard: () => keeper.discard(v7()),
  };
}
