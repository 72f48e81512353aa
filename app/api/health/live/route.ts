export const dynamic = "force-dynamic";

/** The process runs and answers. It asks nobody: a database that is away is no reason to start the process again. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
