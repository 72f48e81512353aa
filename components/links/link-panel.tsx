"use client";

import { useState } from "react";
import { Link } from "@/components/ui/link";
import { AnswerPanel } from "./answer-panel";
import { LinkDone } from "./link-done";
import { NeedPanel } from "./need-panel";
import type { LinkOutcome, LinkPanelProps } from "./props";
import { RatePanel } from "./rate-panel";

const PANELS = { still_needed: NeedPanel, answer: AnswerPanel, rate: RatePanel };

/** What a letter's link is for, and nothing else; once it is done, what follows. */
export function LinkPanel(props: Omit<LinkPanelProps, "onDone">) {
  const { view } = props;
  const [done, setDone] = useState<LinkOutcome | null>(null);
  if (done) return <LinkDone done={done} view={view} />;
  const Panel = PANELS[view.purpose];
  return (
    <div className="grid gap-5">
      <Panel {...props} onDone={setDone} />
      {view.enters && (
        <p className="border-t border-line pt-4">
          <Link href={`/chamados/${view.number}`} className="link inline-block py-0.5">
            Abrir o chamado
          </Link>
        </p>
      )}
    </div>
  );
}
