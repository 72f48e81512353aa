import { cron } from "inngest";
import { relay } from "@/lib/events/relay";
import { settleDue } from "@/lib/jobs/sweep";
import { inngest } from "../client";

/** What one step settles: well within the time an answer may take. */
const AT_ONCE = 500;
const MOST_TURNS = 400;

/** Each minute: settles what nobody woke for, and hands on what a crash left untold. */
export const sweep = inngest.createFunction(
  {
    id: "sweep",
    triggers: [cron("* * * * *")],
    // Two would only look for the same.
    concurrency: 1,
    // The next one comes in a minute.
    retries: 0,
  },
  async ({ step }) => {
    await step.run("relay", () => relay());
    let settled = 0;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const done = await step.run(`settle-${turn}`, () => settleDue(() => new Date(), { most: AT_ONCE }));
      settled += done;
      if (done < AT_ONCE) break;
    }
    return { settled };
  },
);
