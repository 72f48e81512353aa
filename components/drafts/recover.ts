import type { DraftContent } from "@/lib/drafts/schema";
import type { LocalCopy } from "./local-copy";
import { sameJson } from "./same";

interface Standing {
  id: string;
  revision: number;
  /** What the server has; null when it has no draft. */
  saved: DraftContent | null;
}

/**
 * What to do with a copy an earlier page left in the browser: forget it (it arrived, or its draft was sent or
 * thrown away), go on from it, or ask, because the server has something else that it was not made from.
 */
export function fateOf(copy: LocalCopy, standing: Standing): "forget" | "go on" | "ask" {
  if (standing.saved && sameJson(copy.content, standing.saved)) return "forget";
  if (copy.id === standing.id && copy.sent && sameJson(copy.sent, standing.saved)) return "go on";
  if (copy.revision === 0) return hasText(standing.saved) ? "ask" : "go on";
  if (!standing.saved || copy.id !== standing.id) return "forget";
  return copy.revision < standing.revision ? "ask" : "go on";
}

/** A draft that was begun and never written in asks no questions. */
export function hasText(content: DraftContent | null): boolean {
  return content !== null && Object.keys(content).length > 0;
}
