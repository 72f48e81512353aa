import { cron } from "inngest";
import { processMail } from "@/lib/incoming/process";
import { inngest } from "../client";
import { mailReceived } from "../events";

/** Decides on what came in: when it came, and each minute what is tried again. */
export const processIncoming = inngest.createFunction(
  {
    id: "process-mail",
    triggers: [mailReceived, cron("* * * * *")],
    // Each message is one caller's alone in the database; pictures and long texts want the processor for themselves.
    concurrency: 1,
    // A message keeps its own count of attempts.
    retries: 0,
  },
  ({ step }) => step.run("process", () => processMail(() => new Date())),
);
