"use client";

import { useVerb } from "@/components/forms/use-verb";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { markAllRead } from "@/lib/notices/actions";

/** Everything that stands there is known. */
export function ReadAll() {
  const { run, busy } = useVerb();
  const toast = useToast();
  async function press() {
    const refusal = await run((owner) => markAllRead({}, owner));
    if (refusal) toast({ tone: "danger", title: "Não foi feito", body: refusal.message });
    else toast({ tone: "success", title: "Todos os avisos foram marcados como lidos" });
  }
  return (
    <Button busy={busy} onClick={() => void press()}>
      Marcar todos como lidos
    </Button>
  );
}
