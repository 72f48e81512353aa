import { answer, foreign } from "@/lib/answer";
import { storeUpload } from "@/lib/attachments/mutations/store-upload";
import { discardBody, receiveFile } from "@/lib/attachments/receive";
import { uploadQuery } from "@/lib/attachments/schema";
import { actorOrResponse } from "@/lib/auth";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { sameOrigin } from "@/lib/origin";
import { requirePlace } from "@/lib/tickets/place";

export const dynamic = "force-dynamic";

/** Takes one file of a form that is being written: multipart, streamed, checked by content. */
export async function POST(request: Request): Promise<Response> {
  const limit = env().UPLOAD_LIMIT_MB * 1024 * 1024;
  const early = await answer(async () => {
    if (!sameOrigin(request)) return foreign();
    const actor = await actorOrResponse();
    if (actor instanceof Response) return actor;
    const query = uploadQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success)
      throw new AppError("invalid", "Não sabemos a que parte do pedido este arquivo pertence.");
    const { place, fieldId } = query.data;
    await requirePlace(actor, place);
    const file = await receiveFile(request, ({ name, bytes }) =>
      storeUpload(actor, { place, fieldId, name, bytes, limit, signal: request.signal }, new Date()),
    );
    return Response.json(file, { status: 201, headers: { "Cache-Control": "no-store" } });
  });
  if (!early.ok && !request.bodyUsed) await discardBody(request, limit);
  return early;
}
