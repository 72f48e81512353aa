import { answer, foreign, refusal } from "@/lib/answer";
import { FILE_VARIANTS } from "@/lib/attachments/address";
import { removeFile } from "@/lib/attachments/mutations/remove-file";
import { serveFile } from "@/lib/attachments/serve";
import { actorOrResponse } from "@/lib/auth";
import { sameOrigin } from "@/lib/origin";
import { findFile } from "@/lib/tickets/files";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

/** The file, or a copy of the picture: `?v=view`, `thumb` or `original`. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const actor = await actorOrResponse();
    if (actor instanceof Response) return actor;
    const wanted = new URL(request.url).searchParams.get("v") ?? "original";
    const variant = FILE_VARIANTS.find((known) => known === wanted) ?? "original";
    const file = await findFile(actor, (await params).id);
    return (await serveFile(request, file, variant)) ?? refusal("not_found", "Não há imagem deste arquivo.");
  });
}

/** Takes back an own file that was not sent yet. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    if (!sameOrigin(request)) return foreign();
    const actor = await actorOrResponse();
    if (actor instanceof Response) return actor;
    await removeFile(actor, (await params).id);
    return new Response(null, { status: 204 });
  });
}
