import { nextWake, settleById } from "@/lib/jobs/wake";
import { inngest } from "../client";
import { deadlineGone, deadlineSet } from "../events";

/** Far more than a deadline is postponed or slept towards. */
const MOST_TURNS = 100;
const SAME = "async.data.deadlineId == event.data.deadlineId";

/**
 * Sleeps until a deadline and settles it. It is asked of the database each time whether there is still something to
 * settle, so that a sleep that is too long or too short harms nobody.
 */
export const settleDeadline = inngest.createFunction(
  {
    id: "settle-deadline",
    triggers: [deadlineSet],
    // One sleep for each moment to which the deadline was set, however often it is told of.
    idempotency: "event.data.deadlineId + '@' + event.data.dueAt",
    // Where it was put off another sleeps on; what is told again, or late, ends nobody's sleep.
    cancelOn: [
      { event: deadlineGone, if: SAME },
      { event: deadlineSet, if: `${SAME} && async.data.dueAt > event.data.dueAt` },
    ],
    // The database settles a few hundred in a second: many at once would only wait for each other.
    concurrency: 10,
    // An outage of an hour and more; then the sweep settles it.
    retries: 10,
  },
  async ({ event, step }) => {
    const { deadlineId } = event.data;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const wake = await step.run(`look-${turn}`, () => nextWake(deadlineId, new Date()));
      if (wake === null) return "nothing is left to settle";
      if (wake.over) await step.run(`settle-${turn}`, () => settleById(deadlineId, new Date()));
      else await step.sleepUntil(`sleep-${turn}`, wake.at);
    }
    return "left to the sweep";
  },
);
