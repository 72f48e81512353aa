import type { TargetKind } from "@/db/enums";
import type { BusinessCalendar } from "../calendar/rules";
import { HOUR } from "../dates";
import { type Count, isLate, leftOf } from "./rules";
import type { TargetState, TargetView } from "./view";

/** What is known of a promise. */
export interface Target extends Count {
  kind: TargetKind;
  endedAt: Date | null;
  met: boolean | null;
}

const ORDER: readonly TargetKind[] = ["first_response", "resolution"];

/** Promises as a page shows them, the first due first; those that came to nothing are left out. */
export function targetViews(calendar: BusinessCalendar, targets: readonly Target[], now: Date): TargetView[] {
  return ORDER.flatMap((kind) => {
    const target = targets.find((one) => one.kind === kind);
    if (!target || (target.endedAt && target.met === null)) return [];
    const left = leftOf(calendar, target, now);
    return [
      {
        kind,
        ...left,
        state: stateOf(target, left.left / left.total, now),
        dueAt: target.endedAt ? null : target.dueAt,
        extended: target.extendedAt !== null,
        workday: workdayOf(calendar),
      },
    ];
  });
}

function stateOf(target: Target, share: number, now: Date): TargetState {
  if (target.endedAt) return target.met ? "met" : "missed";
  if (isLate(target, now)) return "late";
  if (!target.countedFrom) return "standing";
  return share <= 0.25 ? "warned" : "running";
}

/** The longest day of its week. */
function workdayOf({ week }: BusinessCalendar): number {
  const minutes = week.map((slots) => slots.reduce((sum, { from, to }) => sum + to - from, 0));
  return (Math.max(...minutes, 1) * HOUR) / 60;
}
