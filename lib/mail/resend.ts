import "server-only";
import { Resend } from "resend";
import { MailFailure, type Transport } from "./transport";

/** What is wrong with the letter itself, and stays wrong. */
const PERMANENT: ReadonlySet<string> = new Set([
  "validation_error",
  "invalid_to_address",
  "invalid_parameter",
  "missing_required_field",
  "invalid_idempotent_request",
]);

/** Through Resend. Its idempotency keys live for 24 hours. */
export function resendTransport(apiKey: string, baseUrl: string | undefined): Transport {
  const resend = new Resend(apiKey, baseUrl ? { baseUrl } : {});
  return {
    async send({ from, to, subject, html, text, headers, idempotencyKey }) {
      const answer = await resend.emails.send({ from, to, subject, html, text, headers }, { idempotencyKey });
      if (answer.data) return { providerId: answer.data.id };
      const { name, statusCode } = answer.error;
      const code = `resend_${name}`;
      if (statusCode === 429) {
        const seconds = Number(answer.headers?.["retry-after"] ?? 1);
        throw new MailFailure(code, { refused: true, down: true, retryAfter: Math.max(seconds, 1) * 1000 });
      }
      // A wrong key is for whoever runs the portal: letters wait.
      if (statusCode === 401 || statusCode === 403)
        throw new MailFailure(code, { refused: true, down: true });
      if (PERMANENT.has(name)) throw new MailFailure(code, { permanent: true, refused: true });
      if (statusCode !== null && statusCode >= 400 && statusCode < 500)
        throw new MailFailure(code, { refused: true });
      throw new MailFailure(code, { down: true });
    },
  };
}
