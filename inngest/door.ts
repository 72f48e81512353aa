import { serve } from "inngest/next";
import { env } from "@/lib/env";
import { inngest, quiet } from "./client";
import { deliver } from "./functions/deliver-mail";
import { housekeeping } from "./functions/housekeeping";
import { processIncoming } from "./functions/process-mail";
import { settleDeadline } from "./functions/settle-deadline";
import { sweep } from "./functions/sweep";

type Door = Record<"GET" | "POST" | "PUT", (request: Request) => Promise<Response>>;

const { APP_URL, INNGEST_SERVE_ORIGIN } = env();
const PATH = "/api/inngest";

function open(options: { client: typeof inngest; enableUnauthedSync: boolean }): Door {
  const functions = [settleDeadline, sweep, deliver, processIncoming, housekeeping];
  const serveOrigin = INNGEST_SERVE_ORIGIN ?? APP_URL;
  return serve({ functions, serveOrigin, servePath: PATH, ...options }) as unknown as Door;
}

/** Where Inngest asks for functions. With keys it answers, and registers, for whoever signs alone. */
export const door = open({ client: inngest, enableUnauthedSync: false });

/** The same for this process alone, which needs to prove nothing to itself. */
const own = open({ client: quiet, enableUnauthedSync: true });

/**
 * Tells Inngest which functions there are and where.
 * @throws where Inngest was not reached, or refuses
 */
export async function register(): Promise<void> {
  const answer = await own.PUT(new Request(new URL(PATH, APP_URL), { method: "PUT" }));
  if (!answer.ok) throw new Error(`Inngest registered nothing: ${answer.status} ${await answer.text()}`);
}
