import { cron } from "inngest";
import { deliverPart } from "@/lib/mail/deliver";
import { inngest } from "../client";
import { mailQueued } from "../events";

/** What one step takes on, well within the time that a proxy gives an answer; the letters in hand may take longer. */
const STEP_MS = 30_000;
const MOST_TURNS = 100;

/** Hands over what waits in the outbox: when it was written, and each minute what is tried again. */
export const deliver = inngest.createFunction(
  {
    id: "deliver-mail",
    triggers: [mailQueued, cron("* * * * *")],
    // Each letter is one caller's alone in the database; more callers would only ask the provider faster than it likes.
    concurrency: 1,
    // A letter keeps its own count of attempts.
    retries: 0,
  },
  async ({ step }) => {
    let all = 0;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const { sent, more } = await step.run(`deliver-${turn}`, () =>
        deliverPart(() => new Date(), { within: STEP_MS }),
      );
      all += sent;
      if (!more) break;
    }
    return all;
  },
);
