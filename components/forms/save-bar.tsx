"use client";

import { Button } from "@/components/ui/button";
import { CircleAlert } from "@/components/ui/icons";
import { LeaveGuard } from "./leave-guard";

type SaveBarProps = {
  changed: boolean;
  busy: boolean;
  /** Why the last attempt came to nothing: said here, where it was made. */
  failure: string | null;
  /** Left out where it sends its form. */
  onSave?: () => void;
};

/** Stays in sight beneath a long editor: the button, whether there is something to save, and the question before leaving. */
export function SaveBar({ changed, busy, failure, onSave }: SaveBarProps) {
  return (
    <div
      data-saves={failure ? "failed" : "idle"}
      className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-line bg-surface-raised px-4 py-3 sm:mx-0 sm:rounded-md sm:border-x sm:px-6"
    >
      <Button type={onSave ? "button" : "submit"} variant="primary" busy={busy} onClick={onSave}>
        Salvar
      </Button>
      <p aria-live="polite" className="text-sm text-soft">
        {changed ? "Há mudanças que ainda não foram salvas." : "Tudo salvo."}
      </p>
      {failure && (
        <p role="alert" className="flex basis-full items-start gap-1.5 text-sm font-medium text-danger-ink">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {failure}
        </p>
      )}
      <LeaveGuard changed={changed} />
    </div>
  );
}
