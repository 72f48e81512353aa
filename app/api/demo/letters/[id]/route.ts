import { env } from "@/lib/env";
import { findLetterHtml } from "@/lib/mail/queries";

type Props = { params: Promise<{ id: string }> };

/** Shown in a frame of the mailbox's page: with the letter's own styles, and nothing that runs. */
const GUARDS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation",
  "Cache-Control": "private, no-store",
};

/** A letter of the demo as it went out; its links lead out of the frame. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const html = env().GUICHE_DEMO ? await findLetterHtml((await params).id) : null;
  if (html === null) return new Response(null, { status: 404 });
  return new Response(html.replaceAll('target="_blank"', 'target="_top"'), { headers: GUARDS });
}
