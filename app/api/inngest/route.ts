import { env, usesInngest } from "@/lib/env";

const through =
  (method: "GET" | "POST" | "PUT") =>
  async (request: Request): Promise<Response> => {
    if (!usesInngest(env())) return new Response(null, { status: 404 });
    // Loaded where Inngest is used: a portal without it has no such door.
    const { door } = await import("@/inngest/door");
    return door[method](request);
  };

export const GET = through("GET");
export const POST = through("POST");
export const PUT = through("PUT");
