import "server-only";
import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { MailFailure, type Transport } from "./transport";

const CONNECT_MS = 20_000;
/** Whoever stops listening before the server has said yes sends twice: ten minutes, says RFC 5321 (4.5.3.2.6). */
const ANSWER_MS = 10 * 60_000;
const AT_ONCE = 4;

interface SmtpError {
  code?: string;
  /** What the system said, beneath the library's word for it. */
  originalCode?: string;
  timeoutType?: string;
  responseCode?: number;
  command?: string;
}

/** Failures before anything of a letter was sent. */
const UNREACHED: ReadonlySet<string> = new Set([
  ...["EDNS", "EAUTH", "ETLS", "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"],
  ...["CONNECTION_TIMEOUT", "GREETING_TIMEOUT"],
]);
/** What is refused here is refused for this letter or its address. */
const OF_THE_LETTER: ReadonlySet<string> = new Set(["RCPT TO", "DATA"]);

/**
 * Through a server of one's own: smtp://user:password@host:587, or smtps:// for encryption from the start. It is given up
 * when it says nothing for some milliseconds.
 */
export function smtpTransport(url: string, answerMs = ANSWER_MS): Transport {
  const mailer = createTransport({
    url,
    pool: true,
    maxConnections: AT_ONCE,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: answerMs,
    // Nothing of a letter is fetched from anywhere.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Before the server asks for a letter (354), nobody reads what it is made of.
  const drafts = new Map<string, Readable[]>();
  mailer.use("stream", ({ message }, done) => {
    message.processFunc((draft) => {
      drafts.get(message.messageId())?.push(draft);
      return draft;
    });
    done();
  });
  return {
    remembers: false,
    longestAnswer: answerMs + 3 * CONNECT_MS,
    async send({ from, to, replyTo, subject, html, text, headers, attachments, messageId }) {
      const tried: Readable[] = [];
      drafts.set(`<${messageId}>`, tried);
      try {
        await mailer.sendMail({
          ...{ from, to, subject, html, text, headers },
          replyTo: replyTo ?? undefined,
          messageId: `<${messageId}>`,
          attachments: attachments.map(({ name, type, content }) => ({
            ...{ filename: name, contentType: type, content },
            contentDisposition: "attachment",
          })),
        });
        // It gives no id of its own: ours is the one that comes back in answers.
        return { providerId: null };
      } catch (error) {
        const begun = tried.some(({ readableDidRead }) => readableDidRead);
        throw failureOf(error as SmtpError, begun);
      } finally {
        drafts.delete(`<${messageId}>`);
      }
    },
  };
}

function failureOf(error: SmtpError, begun: boolean): MailFailure {
  const { code = "unknown", originalCode = "", timeoutType = "", responseCode, command = "" } = error;
  const unreached = [code, originalCode, timeoutType].some((word) => UNREACHED.has(word));
  if (unreached)
    return new MailFailure(`smtp_${code.toLowerCase()}`, { refused: true, down: true, cause: error });
  if (responseCode && responseCode >= 500) {
    // Said to the portal itself, every letter would hear the same.
    const permanent = OF_THE_LETTER.has(command);
    return new MailFailure(`smtp_${responseCode}`, {
      permanent,
      refused: true,
      down: !permanent,
      cause: error,
    });
  }
  if (responseCode && responseCode >= 400)
    return new MailFailure(`smtp_${responseCode}`, { refused: true, cause: error });
  // Once it was begun it may have been taken, and the word of it lost.
  return new MailFailure(`smtp_${code.toLowerCase()}`, { refused: !begun, down: true, cause: error });
}
