import { z } from "zod";

/** What a browser hears of a change: enough to know what to read again, and nothing of what is written there. */
export const liveNotice = z.object({
  id: z.string(),
  ticketId: z.string(),
  number: z.number(),
  /** Done by the person who hears it, perhaps in another tab. */
  own: z.boolean(),
});
export type LiveNotice = z.infer<typeof liveNotice>;
