import { cron } from "inngest";
import { deliverMail } from "@/lib/mail/deliver";
import { inngest } from "../client";
import { mailQueued } from "../events";

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
  ({ step }) => step.run("deliver", () => deliverMail(() => new Date())),
);
