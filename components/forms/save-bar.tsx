"use client";

import { Button } from "@/components/ui/button";
import { LeaveGuard } from "./leave-guard";

type SaveBarProps = {
  changed: boolean;
  busy: boolean;
  /** Left out where it sends its form. */
  onSave?: () => void;
};

/** Stays in sight beneath a long editor: the button, whether there is something to save, and the question before leaving. */
export function SaveBar({ changed, busy, onSave }: SaveBarProps) {
  return (
    <div className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-line bg-surface-raised px-4 py-3 sm:mx-0 sm:rounded-md sm:border-x sm:px-6">
      <Button type={onSave ? "button" : "submit"} variant="primary" busy={busy} onClick={onSave}>
        Salvar
      </Button>
      <p aria-live="polite" className="text-sm text-soft">
        {changed ? "Há mudanças que ainda não foram salvas." : "Tudo salvo."}
      </p>
      <LeaveGuard changed={changed} />
    </div>
  );
}
