import "server-only";
import { DAY } from "../dates";
import { relay } from "../events/relay";
import { findDeadline, settleDeadline } from "../tickets/settle";

/** Whoever sleeps for others ends a sleep of seven days. */
const LONGEST_SLEEP = 6 * DAY;

/** When to look at a deadline again (ISO), or that it is over; null when there is nothing to settle any more. */
export async function nextWake(
  deadlineId: string,
  now: Date,
): Promise<{ over: true } | { over: false; at: string } | null> {
  const deadline = await findDeadline(deadlineId);
  if (!deadline) return null;
  if (deadline.dueAt <= now) return { over: true };
  const at = Math.min(deadline.dueAt.getTime(), now.getTime() + LONGEST_SLEEP);
  return { over: false, at: new Date(at).toISOString() };
}

/** Settles a deadline that is over, if it still is one. */
export async function settleById(deadlineId: string, now: Date): Promise<boolean> {
  const deadline = await findDeadline(deadlineId);
  if (!deadline || deadline.dueAt > now) return false;
  const settled = await settleDeadline(deadline, now);
  await relay();
  return settled;
}
