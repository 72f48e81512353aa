"use client";

import { useState } from "react";
import type { LinkView } from "@/lib/links/view";
import { AnswerPanel } from "./answer-panel";
import { LinkDone } from "./link-done";
import { NeedPanel } from "./need-panel";
import { RatePanel } from "./rate-panel";

/** What a letter's link is for, and nothing else; once it is done, what follows. */
export function LinkPanel({ view, token, now }: { view: LinkView; token: string; now: Date }) {
  const [done, setDone] = useState<{ title: string; text: string } | null>(null);
  if (done) return <LinkDone {...done} number={view.number} />;
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
