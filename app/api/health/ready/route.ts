import { isReady } from "@/lib/health/readiness";

export const dynamic = "force-dynamic";

/** For proxies: whether people may be sent here. What is missing stands in the log, not in the answer. */
export async function GET(): Promise<Response> {
  const ready = await isReady();
  return Response.json(
    { status: ready ? "ready" : "unavailable" },
    { status: ready ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}
