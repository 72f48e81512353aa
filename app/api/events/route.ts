import { loadActor } from "@/lib/accounts/queries";
import { answer, refusal } from "@/lib/answer";
import { actorOrResponse } from "@/lib/auth";
import { liveHub } from "@/lib/live/hub";
import { liveStream } from "@/lib/live/stream";

export const dynamic = "force-dynamic";

const MOST_PAGES = 20;

/** Tells an open page of changes to tickets its person may see, as they happen (server-sent events). */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const actor = await actorOrResponse();
    if (actor instanceof Response) return actor;
    const hub = liveHub();
    if (hub.countOf(actor.userId) >= MOST_PAGES) return refusal("too_many", "Há páginas demais abertas.");
    const since = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("since");
    const stream = liveStream({
      hub,
      actor,
      since: since || null,
      reload: () => loadActor(actor.sessionId, new Date()),
      signal: request.signal,
    });
    return new Response(stream, {
      headers: {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store, no-transform",
        "X-Accel-Buffering": "no",
      },
    });
  });
}
