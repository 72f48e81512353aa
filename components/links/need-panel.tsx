"use client";

import { formatMoment } from "@/components/dates/time";
import type { LinkPanelProps } from "./props";
import { RestartCount } from "./restart-count";

/** One button: the count starts again. */
export function NeedPanel(props: LinkPanelProps) {
  const { view, now } = props;
  return (
    <div className="grid justify-items-start gap-4">
      <p className="max-w-prose">
        Esperamos a sua resposta
        {view.dueAt && ` até ${formatMoment(view.dueAt, now, view.timeZone)}`}. Se ainda precisa do chamado e
        quer mais tempo, recomece o prazo.
      </p>
      <RestartCount {...props} label="Ainda preciso" variant="primary" />
    </div>
  );
}
