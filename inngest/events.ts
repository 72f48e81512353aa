import { eventType } from "inngest";
import { z } from "zod";

/** A deadline runs: somebody should wake when it is over. */
export const deadlineSet = eventType("deadline/set", {
  schema: z.object({ deadlineId: z.string(), ticketId: z.string(), dueAt: z.string() }),
});

/** Letters wait in the outbox. */
export const mailQueued = eventType("mail/queued", { schema: z.object({ eventId: z.string() }) });

/** It does not run any more: it was settled or cancelled. */
export const deadlineGone = eventType("deadline/gone", { schema: z.object({ deadlineId: z.string() }) });

/** A message came in, or lies somewhere to be fetched. */
export const mailReceived = eventType("mail/received", { schema: z.object({ incomingId: z.string() }) });
