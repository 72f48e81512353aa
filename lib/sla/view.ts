import type { TargetKind } from "@/db/enums";
import type { Left } from "./rules";

/** How a promise stands: it runs, little of it is left, it is late, it stands still, or it was kept or missed. */
export type TargetState = "running" | "warned" | "late" | "standing" | "met" | "missed";

/** What is promised for a ticket, as its page shows it. */
export interface TargetView extends Left {
  kind: TargetKind;
  state: TargetState;
  /** When it is due; null while it stands in time, and once it is over. */
  dueAt: Date | null;
  /** Extended in writing. */
  extended: boolean;
  /** Milliseconds of work in a usual day, to say in days what is left. */
  workday: number;
}
