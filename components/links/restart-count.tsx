"use client";

import { formatMoment } from "@/components/dates/time";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { needByLink } from "@/lib/links/actions";
import type { LinkPanelProps } from "./props";
import { useLinkAct } from "./use-link-act";

type RestartCountProps = LinkPanelProps & { label: string; variant: ButtonVariant };

/** One button: the count starts again, and until when is said. */
export function RestartCount({ view, token, now, onDone, label, variant }: RestartCountProps) {
  const { run, busy, refusal } = useLinkAct<{ dueAt: string }>(({ dueAt }) =>
    onDone({
      title: "O prazo recomeçou",
      text: `Você tem até ${formatMoment(new Date(dueAt), now, view.timeZone)} para responder. A equipe vê que você ainda precisa.`,
    }),
  );
  return (
    <>
      {refusal && (
        <Message live="alert" tone="danger" title="O prazo não recomeçou">
          {refusal.message}
        </Message>
      )}
      <Button variant={variant} busy={busy} onClick={() => void run(() => needByLink({ token }))}>
        {label}
      </Button>
    </>
  );
}
