import { answer } from "@/lib/answer";
import { actorOrResponse } from "@/lib/auth";
import { countWaiting } from "@/lib/incoming/queries";
import { countUnread } from "@/lib/notices/queries";

export const dynamic = "force-dynamic";

/** How many notices the person has not read, and how many messages wait for them to decide. */
export function GET(): Promise<Response> {
  return answer(async () => {
    const actor = await actorOrResponse();
    if (actor instanceof Response) return actor;
    const [unread, mail] = await Promise.all([countUnread(actor), countWaiting(actor)]);
    return Response.json({ unread, mail }, { headers: { "Cache-Control": "no-store" } });
  });
}
