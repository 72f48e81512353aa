import { databaseIsThere } from "@/lib/health/database";
import { version } from "@/package.json";

export const dynamic = "force-dynamic";

/** For load balancers, and for whoever waits until the server is ready. */
export async function GET(): Promise<Response> {
  const answers = await databaseIsThere();
  const word = answers ? "ok" : "error";
  return Response.json(
    { status: word, database: word, version, uptime: Math.round(process.uptime()) },
    { status: answers ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}
