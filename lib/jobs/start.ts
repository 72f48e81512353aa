import "server-only";
import { type Env, usesInngest } from "../env";
import { graceOf } from "../fault";
import { log } from "../log";
import { guardWork } from "./guard";

/** What Inngest has not settled by then, the portal's own clock settles. */
const GRACE_MS = 5 * 60_000;

export interface ClockOptions {
  /** Tells Inngest of the functions that it may ask for. */
  register: () => Promise<void>;
}

const holder = globalThis as typeof globalThis & { guicheClock?: () => Promise<void> };

/**
 * Starts the portal's own clock. Where Inngest holds the clock, it looks after what was left lying. What the clock does is
 * loaded only in the process in which it runs.
 */
export function startClock(settings: Env, { register }: ClockOptions): void {
  if (holder.guicheClock) return;
  if (!settings.RESEND_API_KEY && !settings.SMTP_URL && !settings.GUICHE_DEMO)
    log.warn("letters wait: neither RESEND_API_KEY nor SMTP_URL is set");
  const grace = usesInngest(settings) ? graceOf(GRACE_MS) : 0;
  const stop = guardWork({
    databaseUrl: settings.DATABASE_URL,
    work: async (signal) => {
      const jobs = (await import("./loop")).runJobs({ signal, grace });
      await Promise.all([
        jobs,
        settings.IMAP_URL ? watch(settings.IMAP_URL, signal) : undefined,
        usesInngest(settings) ? announceFunctions(register, signal) : undefined,
      ]);
    },
  });
  holder.guicheClock = stop;
  process.once("SIGTERM", () => void stop());
}

async function watch(url: string, signal: AbortSignal): Promise<void> {
  await (await import("../incoming/imap")).watchMailbox(url, { signal });
}

async function announceFunctions(register: ClockOptions["register"], signal: AbortSignal): Promise<void> {
  await (await import("./announce")).announce(register, { signal });
}
