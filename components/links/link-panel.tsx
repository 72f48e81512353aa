"use client";

import { useState } from "react";
import type { LinkView } from "@/lib/links/view";
import { AnswerPanel } from "./answer-panel";
import { LinkDone } from "./link-done";
import { NeedPanel } from "./need-panel";
import type { LinkOutcome } from "./props";
import { RatePanel } from "./rate-panel";

/** What a letter's link is for, and nothing else; once it is done, what follows. */
export function LinkPanel({ view, token, now }: { view: LinkView; token: string; now: Date }) {
  const [done, setDone] = useState<LinkOutcome | null>(null);
  if (done) return <LinkDone done={done} view={view} />;
  const props = { view, token, now, onDone: setDone };
  switch (view.purpose) {
    case "still_needed":
      return <NeedPanel {...props} />;
    case "answer":
      return <AnswerPanel {...props} />;
    case "rate":
      return <RatePanel {...props} />;
  }
}
