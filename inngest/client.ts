import { Inngest } from "inngest";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

const { INNGEST_DEV, INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = env();

const settings = {
  id: "guiche",
  isDev: Boolean(INNGEST_DEV),
  baseUrl: INNGEST_DEV && INNGEST_DEV !== "1" ? INNGEST_DEV : INNGEST_BASE_URL,
  eventKey: INNGEST_EVENT_KEY,
  signingKey: INNGEST_SIGNING_KEY,
  checkpointing: false,
  aiMetadata: false,
};

/**
 * The way to Inngest: its cloud, a server of one's own or its development server, by the environment alone. Steps are never
 * run on in one request: each is asked for by itself, so that each is seen to be done.
 */
export const inngest = new Inngest({ ...settings, logger: log.child({ by: "inngest" }) });

/** The same for what is tried again and again: whoever tries it hears of each failure, and speaks of it. */
export const quiet = new Inngest({
  ...settings,
  logger: log.child({ by: "inngest" }, { level: "silent" }),
  fetch: async (...asked) => {
    const answer = await fetch(...asked);
    if (!answer.ok) throw new Error(`Inngest answered ${answer.status}`);
    return answer;
  },
});
