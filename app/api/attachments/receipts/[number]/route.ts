import { answer, refusal } from "@/lib/answer";
import { serveMade } from "@/lib/attachments/serve";
import { actorOrResponse } from "@/lib/auth";
import { parseNumber } from "@/lib/number";
import { findReceipt } from "@/lib/tickets/receipt";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ number: string }> };

/** The receipt of a ticket as a PDF, for whoever sees the ticket. */
export function GET(_: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const actor = await actorOrResponse();
    if (actor instanceof Response) return actor;
    const number = parseNumber((await params).number);
    const receipt = number === null ? null : await findReceipt(actor, number);
    if (!receipt) return refusal("not_found", "Este chamado não existe.");
    // Read when the first one is asked for: most requests have nothing to do with it.
    const { receiptFile } = await import("@/lib/receipts/document");
    return serveMade(await receiptFile(receipt));
  });
}
