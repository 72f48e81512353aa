"use client";

import { Button } from "@/components/ui/button";
import { History, Undo2 } from "@/components/ui/icons";

type Props = {
  /** "restored": an earlier text came back; "discarded": it was thrown away just now. */
  state: "restored" | "discarded";
  onDiscard: () => void;
  onUndo: () => void;
  onKeep: () => void;
};

/** Says quietly that what was being written came back, and lets it be thrown away, which can be undone. */
export function DraftNotice({ state, onDiscard, onUndo, onKeep }: Props) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md border border-info-line bg-info-soft py-1.5 pr-2 pl-4 text-info-ink"
    >
      <History aria-hidden="true" className="size-5 shrink-0" />
      <p className="min-w-48 grow py-1.5">
        {state === "restored" ? "Seu rascunho foi recuperado." : "Rascunho descartado."}
      </p>
      {state === "restored" ? (
        <span className="flex flex-wrap">
          <Button variant="quiet" size="small" onClick={onKeep}>
            Continuar
          </Button>
          <Button variant="quiet" size="small" onClick={onDiscard}>
            Descartar rascunho
          </Button>
        </span>
      ) : (
        <Button
          variant="quiet"
          size="small"
          icon={<Undo2 aria-hidden="true" className="size-4" />}
          onClick={onUndo}
        >
          Desfazer
        </Button>
      )}
    </div>
  );
}
