import { eventType } from "inngest";
import { z } from "zod";

/** A deadline runs: somebody should wake when it is over. */
export const deadlineSet = eventType("deadline/set", {
  schema: z.object({ deadlineId: z.string(), ticketId: z.string(), dueAt: z.string() }),
});

/** It does not run any more: it was settled, moved or cancelled. */
export const deadlineGone = eventType("deadline/gone", { schema: z.object({ deadlineId: z.string() }) });
