import { answer } from "@/lib/answer";
import { serveMail } from "@/lib/attachments/serve";
import { actorOrResponse } from "@/lib/auth";
import { requireIncoming } from "@/lib/incoming/queries";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

/** A message that waits, or was put away, as it came: for who decides on it. */
export function GET(_request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const actor = await actorOrResponse();
    if (actor instanceof Response) return actor;
    return serveMail(await requireIncoming(actor, (await params).id));
  });
}
