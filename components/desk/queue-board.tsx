"use client";

import { type FocusEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Keyboard } from "@/components/ui/icons";
import { KeysDialog } from "./keys-dialog";
import { useLetterKeys } from "./use-letter-keys";

type QueueBoardProps = {
  /** Ids of the rows, to notice when they change. */
  rows: readonly string[];
  /** What stands beside the button of the keys. */
  tools: ReactNode;
  children: ReactNode;
};

/** The queue's keyboard: the chosen row is the one that has the focus, and Enter follows its link. */
export function QueueBoard({ rows, tools, children }: QueueBoardProps) {
  const box = useRef<HTMLDivElement>(null);
  const lastPlace = useRef(-1);
  const [help, setHelp] = useState(false);
  const [letters, setLetters] = useLetterKeys();

  const links = () => [...(box.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
  const placeOf = (element: Element | null) =>
    links().findIndex((link) => link.closest("tr")?.contains(element) ?? false);

  function choose(step: number) {
    const all = links();
    const place = placeOf(document.activeElement);
    const next = place < 0 ? Math.max(lastPlace.current, 0) : place + step;
    all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
  }

  function act() {
    const row = links()[placeOf(document.activeElement)]?.closest("tr");
    row?.querySelector<HTMLElement>("[data-row-act]")?.click();
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (target?.closest("input, textarea, select, dialog, [contenteditable]")) return;
    const inside = placeOf(target) >= 0;
    const acts: Record<string, (() => void) | false> = {
      ArrowDown: inside && (() => choose(1)),
      ArrowUp: inside && (() => choose(-1)),
      j: letters && (() => choose(1)),
      k: letters && (() => choose(-1)),
      a: letters && inside && act,
      "/": letters && (() => document.querySelector<HTMLElement>("[data-list-search]")?.focus()),
      "?": letters && (() => setHelp(true)),
    };
    const does = acts[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });

  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  // A row that was taken leaves the list with the focus in it: the one that moves up gets it.
  const ids = rows.join();
  const keepFocus = useEffectEvent((_ids: string) => {
    if (lastPlace.current < 0 || document.activeElement !== document.body) return;
    const all = links();
    all[Math.min(lastPlace.current, all.length - 1)]?.focus();
  });
  useEffect(() => keepFocus(ids), [ids]);

  function remember(event: FocusEvent) {
    lastPlace.current = placeOf(event.target);
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center justify-end gap-2 print:hidden">
        <div className="grow">{tools}</div>
        <Button
          variant="quiet"
          size="small"
          icon={<Keyboard aria-hidden="true" className="size-5" />}
          onClick={() => setHelp(true)}
          className="max-md:hidden pointer-coarse:hidden"
        >
          Teclas
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only notes which row had the focus */}
      <div ref={box} onFocus={remember}>
        {children}
      </div>
      <KeysDialog open={help} onClose={() => setHelp(false)} letters={letters} onLetters={setLetters} />
    </div>
  );
}
