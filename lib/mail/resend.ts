import "server-only";
import { MailFailure, type MailFile, type Transport } from "./transport";

const USUAL = "https://api.resend.com";
const PATIENCE_MS = 30_000;

/** What is wrong with the letter itself, and stays wrong. */
const PERMANENT: ReadonlySet<string> = new Set([
  "validation_error",
  "invalid_to_address",
  "invalid_parameter",
  "missing_required_field",
  "invalid_idempotent_request",
]);
/** Failures before anything was sent. */
const UNREACHED: ReadonlySet<string> = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"],
]);

/**
 * Through Resend. Its idempotency keys live for 24 hours. The request is our own: Resend's package answers a connection that
 * was never made as it answers one that broke after the letter was taken, waits without end, and asks by itself again.
 */
export function resendTransport(apiKey: string, baseUrl = USUAL): Transport {
  return {
    remembers: true,
    longestAnswer: 2 * PATIENCE_MS,
    async send({ from, to, replyTo, subject, html, text, headers, attachments, idempotencyKey }) {
      const response = await fetch(new URL("/emails", baseUrl), {
        method: "POST",
        headers: {
          Authorization: `Bearer ${apiKey}`,
          "Content-Type": "application/json",
          "Idempotency-Key": idempotencyKey,
        },
        body: JSON.stringify({
          ...{ from, to, subject, html, text, headers },
          ...(replyTo ? { reply_to: replyTo } : {}),
          ...(attachments.length > 0 ? { attachments: attachments.map(encoded) } : {}),
        }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).catch((error: unknown) => {
        throw new MailFailure("resend_unreachable", {
          refused: wasNeverReached(error),
          down: true,
          cause: error,
        });
      });
      const answer = (await response.json().catch(() => ({}))) as { id?: string; name?: string };
      if (response.ok && answer.id) return { providerId: answer.id };
      throw failureOf(response, answer.name ?? `http_${response.status}`);
    },
  };
}

const encoded = ({ name, type, content }: MailFile) => ({
  filename: name,
  content_type: type,
  content: content.toString("base64"),
});

function failureOf({ status, headers }: Response, name: string): MailFailure {
  const code = `resend_${name}`;
  if (status === 429) {
    const seconds = Number(headers.get("retry-after") ?? 1);
    return new MailFailure(code, { refused: true, down: true, retryAfter: Math.max(seconds || 1, 1) * 1000 });
  }
  // A wrong key is for whoever runs the portal: letters wait.
  if (status === 401 || status === 403) return new MailFailure(code, { refused: true, down: true });
  if (PERMANENT.has(name)) return new MailFailure(code, { permanent: true, refused: true });
  if (status >= 400 && status < 500) return new MailFailure(code, { refused: true });
  return new MailFailure(code, { down: true });
}

function wasNeverReached(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  const code = cause && typeof cause === "object" && "code" in cause ? String(cause.code) : "";
  return UNREACHED.has(code);
}
