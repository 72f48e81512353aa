"use client";

import { nothingWritten } from "@/components/forms/nothing-written";
import { useVerb } from "@/components/forms/use-verb";
import { useTellRead } from "@/components/live/live-events";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { markAllRead } from "@/lib/notices/actions";

/** Everything that stands there is known. `heading` is the id of the list's heading: where one goes on, as the button leaves. */
export function ReadAll({ heading }: { heading: string }) {
  const { run, busy } = useVerb();
  const toast = useToast();
  const tellRead = useTellRead();
  async function press() {
    const refusal = await run((owner) => markAllRead({}, owner));
    if (refusal) {
      toast({
        tone: "danger",
        title: "Os avisos não foram marcados como lidos",
        body: nothingWritten(refusal.message),
      });
      return;
    }
    tellRead();
    document.getElementById(heading)?.focus();
    toast({ tone: "success", title: "Todos os avisos foram marcados como lidos" });
  }
  return (
    <Button busy={busy} onClick={() => void press()}>
      Marcar todos como lidos
    </Button>
  );
}
