"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";

type TwoVersionsProps = {
  /** What the other person did. */
  title: string;
  busy: boolean;
  onTheirs: () => void;
  onMine: () => void;
};

/** Somebody else saved first: one of the two versions is chosen. Comes into sight, with the focus, when it appears. */
export function TwoVersions({ title, busy, onTheirs, onMine }: TwoVersionsProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current?.firstElementChild;
    if (!(box instanceof HTMLElement)) return;
    box.scrollIntoView({ block: "center" });
    box.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={place} className="contents">
      <Message id="versoes" live="alert" tone="warning" title={title}>
        <p>As suas mudanças continuam aqui. Escolha qual das duas versões fica.</p>
        <div className="mt-3 flex flex-wrap gap-3">
          <Button onClick={onTheirs}>Ficar com a outra versão</Button>
          <Button busy={busy} onClick={onMine}>
            Salvar a minha por cima
          </Button>
        </div>
      </Message>
    </div>
  );
}
