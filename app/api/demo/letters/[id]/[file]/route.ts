import { serveMade } from "@/lib/attachments/serve";
import { env } from "@/lib/env";
import { findEnclosed } from "@/lib/mail/queries";

type Props = { params: Promise<{ id: string; file: string }> };

/** What goes with a letter of the demo. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { id, file } = await params;
  const found = env().GUICHE_DEMO ? await findEnclosed(id, file) : null;
  return found ? serveMade(found) : new Response(null, { status: 404 });
}
