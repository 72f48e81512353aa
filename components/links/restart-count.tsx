"use client";

import { formatMoment } from "@/components/dates/time";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { needByLink } from "@/lib/links/actions";
import type { LinkPanelProps } from "./props";
import { Refused } from "./refused";
import { useLinkAct } from "./use-link-act";

type RestartCountProps = LinkPanelProps & { label: string; variant: ButtonVariant; written?: boolean };

/** One button: the count starts again, and until when is said. */
export function RestartCount(props: RestartCountProps) {
  const { view, token, now, onDone, label, variant, written = false } = props;
  const { run, busy, refusal } = useLinkAct<{ dueAt: string }>(
    ({ dueAt }) =>
      onDone({
        title: "O prazo recomeçou",
        text: `Você tem até ${formatMoment(new Date(dueAt), now, view.timeZone)} para responder. A equipe vê que você ainda precisa.`,
      }),
    { written },
  );
  return (
    <>
      <Refused what="O prazo não recomeçou" refusal={refusal} />
      {!refusal?.over && (
        <Button variant={variant} busy={busy} onClick={() => void run(() => needByLink({ token }))}>
          {label}
        </Button>
      )}
    </>
  );
}
