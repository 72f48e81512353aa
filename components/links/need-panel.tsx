"use client";

import { formatMoment } from "@/components/dates/time";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { needByLink } from "@/lib/links/actions";
import type { LinkPanelProps } from "./props";
import { useLinkAct } from "./use-link-act";

/** One button: the count starts again. */
export function NeedPanel({ view, token, now, onDone }: LinkPanelProps) {
  const { run, busy, refusal } = useLinkAct<{ dueAt: string }>(({ dueAt }) =>
    onDone({
      title: "Avisamos a equipe de que você ainda precisa",
      text: `O prazo recomeçou. Você tem até ${formatMoment(new Date(dueAt), now, view.timeZone)} para responder.`,
    }),
  );
  return (
    <div className="grid justify-items-start gap-4">
      <p className="max-w-prose">
        Esperamos a sua resposta
        {view.dueAt && ` até ${formatMoment(view.dueAt, now, view.timeZone)}`}. Se ainda precisa do chamado e
        quer mais tempo, recomece o prazo.
      </p>
      {refusal && (
        <Message live="alert" tone="danger" title="O prazo não recomeçou">
          {refusal.message}
        </Message>
      )}
      <Button variant="primary" busy={busy} onClick={() => void run(() => needByLink({ token }))}>
        Ainda preciso
      </Button>
    </div>
  );
}
