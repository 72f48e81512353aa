import type { UserActor } from "@/lib/actor";
import { answer, foreign, readJson, refusal } from "@/lib/answer";
import { actorOrResponse } from "@/lib/auth";
import { discardDraft } from "@/lib/drafts/mutations/discard-draft";
import { saveDraft } from "@/lib/drafts/mutations/save-draft";
import { findDraft } from "@/lib/drafts/queries";
import { DRAFT_BYTES, draftSave } from "@/lib/drafts/schema";
import { AppError } from "@/lib/errors";
import { sameOrigin } from "@/lib/origin";
import { requirePlace } from "@/lib/tickets/place";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ place: string }> };

const unkept = { "Cache-Control": "no-store" };
const STATUS = { saved: 200, conflict: 409, gone: 410 } as const;

/** What the person has been writing there: `{ draft }`, or null. */
export function GET(_request: Request, context: Context): Promise<Response> {
  return at(context, async (actor, place) =>
    Response.json({ draft: await findDraft(actor, place) }, { headers: unkept }),
  );
}

/** Keeps what was typed so far; 409 with the newer draft when another tab saved later, 410 when it was sent. */
export function PUT(request: Request, context: Context): Promise<Response> {
  if (!sameOrigin(request)) return Promise.resolve(foreign());
  return at(context, async (actor, place) => {
    const save = draftSave.safeParse(await readJson(request, DRAFT_BYTES));
    if (!save.success) throw new AppError("invalid", "O rascunho não pôde ser lido.");
    const { owner, ...rest } = save.data;
    if (owner !== actor.userId) return refusal("login", "Entre com a conta que começou este rascunho.");
    const saved = await saveDraft(actor, place, rest, new Date());
    return Response.json(saved, { status: STATUS[saved.outcome], headers: unkept });
  });
}

/** Throws the draft and its files away. */
export function DELETE(request: Request, context: Context): Promise<Response> {
  if (!sameOrigin(request)) return Promise.resolve(foreign());
  return at(context, async (actor, place) => {
    await discardDraft(actor, place);
    return new Response(null, { status: 204 });
  });
}

function at({ params }: Context, work: (actor: UserActor, place: string) => Promise<Response>) {
  return answer(async () => {
    const actor = await actorOrResponse();
    if (actor instanceof Response) return actor;
    const place = (await params).place.replaceAll(/%3A/gi, ":");
    await requirePlace(actor, place);
    return work(actor, place);
  });
}
