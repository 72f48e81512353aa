import { readText } from "@/lib/answer";
import { env, usesInngest } from "@/lib/env";

/** Far more than Inngest sends: what steps gave back before is as long as a few numbers. */
const LONGEST = 4 * 1024 * 1024;

const through =
  (method: "GET" | "POST" | "PUT") =>
  async (request: Request): Promise<Response> => {
    if (!usesInngest(env())) return new Response(null, { status: 404 });
    // Loaded where Inngest is used: a portal without it has no such door.
    const { door } = await import("@/inngest/door");
    if (!request.body) return door[method](request);
    // Who sends it is looked at once all of it is read.
    const body = await readText(request, LONGEST);
    if (body === null) return new Response(null, { status: 413 });
    const { url, headers } = request;
    return door[method](new Request(url, { method, headers, body }));
  };

export const GET = through("GET");
export const POST = through("POST");
export const PUT = through("PUT");
