"use client";

import { useState } from "react";
import { nothingWritten } from "@/components/forms/nothing-written";
import { useVerb } from "@/components/forms/use-verb";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { stillNeeded } from "@/lib/tickets/actions";

/** "Ainda preciso": the running count starts again, with one click. */
export function StillNeeded({ number }: { number: number }) {
  const { run, busy } = useVerb();
  const [failure, setFailure] = useState<string | null>(null);
  const toast = useToast();

  async function press() {
    const refusal = await run((owner) => stillNeeded({ number }, owner));
    setFailure(refusal && nothingWritten(refusal.message));
    if (!refusal)
      toast({ tone: "success", title: "O prazo recomeçou", body: "A equipe vê que você ainda precisa." });
  }

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span className="text-soft">Precisa de mais tempo?</span>
      <Button variant="quiet" size="small" busy={busy} onClick={() => void press()}>
        Ainda preciso, recomeçar o prazo
      </Button>
      {failure && (
        <p role="alert" className="text-danger-ink">
          {failure}
        </p>
      )}
    </div>
  );
}
