import { env, usesInngest } from "@/lib/env";

type Answer = (request: Request) => Promise<Response>;
type Method = "GET" | "POST" | "PUT";

let handlers: Promise<Record<Method, Answer>> | undefined;

/** Loaded where Inngest is used: a portal without it has no such door. */
async function load(): Promise<Record<Method, Answer>> {
  const [
    { serve },
    { inngest },
    { settleDeadline },
    { sweep },
    { housekeeping },
    { deliver },
    { processIncoming },
  ] = await Promise.all([
    import("inngest/next"),
    import("@/inngest/client"),
    import("@/inngest/functions/settle-deadline"),
    import("@/inngest/functions/sweep"),
    import("@/inngest/functions/housekeeping"),
    import("@/inngest/functions/deliver-mail"),
    import("@/inngest/functions/process-mail"),
  ]);
  const functions = [settleDeadline, sweep, deliver, processIncoming, housekeeping];
  const serving = serve({
    client: inngest,
    functions,
    serveOrigin: env().APP_URL,
    servePath: "/api/inngest",
  });
  return serving as unknown as Record<Method, Answer>;
}

const through =
  (method: Method): Answer =>
  async (request) => {
    if (!usesInngest(env())) return new Response(null, { status: 404 });
    handlers ??= load();
    return (await handlers)[method](request);
  };

export const GET = through("GET");
export const POST = through("POST");
export const PUT = through("PUT");
