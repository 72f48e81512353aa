import "server-only";
import { createTransport } from "nodemailer";
import { MailFailure, type Transport } from "./transport";

const PATIENCE_MS = 20_000;
const AT_ONCE = 4;

interface SmtpError {
  code?: string;
  responseCode?: number;
  command?: string;
}

/** Failures before anything was sent. */
const UNREACHED: ReadonlySet<string> = new Set([
  "ECONNECTION",
  "ECONNREFUSED",
  "EDNS",
  "ENOTFOUND",
  "ETLS",
  "EAUTH",
]);

/** Through a server of one's own: smtp://user:password@host:587, or smtps:// for encryption from the start. */
export function smtpTransport(url: string): Transport {
  const mailer = createTransport({
    url,
    pool: true,
    maxConnections: AT_ONCE,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    // Nothing of a letter is fetched from anywhere.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ from, to, subject, html, text, headers, messageId }) {
      try {
        await mailer.sendMail({ from, to, subject, html, text, headers, messageId: `<${messageId}>` });
        // It gives no id of its own: ours is the one that comes back in answers.
        return { providerId: null };
      } catch (error) {
        throw failureOf(error as SmtpError);
      }
    },
  };
}

function failureOf(error: SmtpError): MailFailure {
  const { code = "unknown", responseCode, command } = error;
  const unreached = UNREACHED.has(code) || command === "CONN";
  if (unreached)
    return new MailFailure(`smtp_${code.toLowerCase()}`, { refused: true, down: true, cause: error });
  if (responseCode && responseCode >= 500)
    return new MailFailure(`smtp_${responseCode}`, { permanent: true, refused: true, cause: error });
  if (responseCode && responseCode >= 400)
    return new MailFailure(`smtp_${responseCode}`, { refused: true, cause: error });
  return new MailFailure(`smtp_${code.toLowerCase()}`, { cause: error });
}
