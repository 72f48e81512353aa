/** The end of a day, in minutes. */
export const MIDNIGHT = 24 * 60;

/** A stretch of a day: minutes after midnight on the wall, the end not included. */
export interface Slot {
  from: number;
  to: number;
}

/** What is left of some slots when a stretch is closed. */
export function without(slots: readonly Slot[], closed: Slot): readonly Slot[] {
  return slots.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, closed.from) },
      { from: Math.max(from, closed.to), to },
    ].filter((left) => left.from < left.to),
  );
}
