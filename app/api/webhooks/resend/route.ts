import { answer, readText } from "@/lib/answer";
import { env } from "@/lib/env";
import { announceMail } from "@/lib/incoming/receive";
import { takeFate } from "@/lib/mail/mutations/take-fate";
import { verifiedNotice } from "@/lib/mail/webhook";

/** Far more than a notice is long. */
const LONGEST = 256 * 1024;

/** What Resend tells of letters that it took, and of messages that came in: signed, and taken once however often it is told. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const secret = env().RESEND_WEBHOOK_SECRET;
    if (!secret) return new Response(null, { status: 404 });
    const text = await readText(request, LONGEST);
    if (text === null) return new Response(null, { status: 413 });
    const notice = verifiedNotice(text, request.headers, secret);
    if (!notice) return new Response(null, { status: 401 });
    const now = new Date();
    const { received } = notice;
    if (received)
      await announceMail({ source: "resend", sourceId: received.id, recipients: received.recipients }, now);
    else await takeFate(notice, now);
    return Response.json({ taken: true });
  });
}
