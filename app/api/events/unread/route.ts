import { answer } from "@/lib/answer";
import { actorOrResponse } from "@/lib/auth";
import { countUnread } from "@/lib/notices/queries";

export const dynamic = "force-dynamic";

/** How many notices the person has not read. */
export function GET(): Promise<Response> {
  return answer(async () => {
    const actor = await actorOrResponse();
    if (actor instanceof Response) return actor;
    return Response.json({ unread: await countUnread(actor) }, { headers: { "Cache-Control": "no-store" } });
  });
}
