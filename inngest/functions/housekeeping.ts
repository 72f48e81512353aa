import { cron } from "inngest";
import { keepHouse } from "@/lib/jobs/housekeeping";
import { inngest } from "../client";

/** Each hour: what ended, what nobody touched, what belongs to nothing. */
export const housekeeping = inngest.createFunction(
  { id: "housekeeping", triggers: [cron("17 * * * *")], concurrency: 1, retries: 1 },
  ({ step }) => step.run("keep-house", () => keepHouse(new Date())),
);
