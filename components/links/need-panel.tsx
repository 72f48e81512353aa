"use client";

import type { LinkPanelProps } from "./props";
import { RestartCount } from "./restart-count";
import { Matter, Until } from "./waited-for";

/** One button: the count starts again. */
export function NeedPanel(props: LinkPanelProps) {
  return (
    <div className="grid justify-items-start gap-4">
      <Matter view={props.view} />
      <Until view={props.view} now={props.now} />
      <p className="max-w-prose">Se ainda precisa do chamado e quer mais tempo, recomece o prazo.</p>
      <RestartCount {...props} label="Ainda preciso" variant="primary" />
    </div>
  );
}
