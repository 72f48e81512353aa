import "server-only";
import type { Env } from "../env";

/** What goes with a letter. */
export interface MailFile {
  name: string;
  type: string;
  content: Buffer;
}

/** A letter as it goes out. */
export interface Mail {
  from: string;
  to: string;
  /** Where it is answered; null where nothing comes in. */
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  attachments: MailFile[];
  /** Without the angle brackets. */
  messageId: string;
  /** The same each time it is tried. */
  idempotencyKey: string;
  /** Id in the outbox. */
  letterId: string;
}

/** Why a letter did not go. */
export class MailFailure extends Error {
  override name = "MailFailure";
  constructor(
    /** For the list of what was not sent: never an address or a text. */
    readonly code: string,
    readonly options: {
      /** Trying again changes nothing. */
      permanent?: boolean;
      /** It surely did not go out; otherwise it may have, and nobody heard of it. */
      refused?: boolean;
      /** Nothing goes out at the moment. */
      down?: boolean;
      /** Milliseconds after which to try again. */
      retryAfter?: number;
      cause?: unknown;
    } = {},
  ) {
    super(code, { cause: options.cause });
  }
}

/** A way out. */
export interface Transport {
  /** Whether it knows a letter again by its key, and sends it once however often it gets it. */
  readonly remembers: boolean;
  /** Milliseconds after which nothing is to be heard of a letter any more. */
  readonly longestAnswer: number;
  /** Returns the provider's id of it, if it gives one. @throws MailFailure */
  send(mail: Mail): Promise<{ providerId: string | null }>;
}

let made: Promise<Transport | null> | undefined;

/** The way out that is configured, or null: then letters wait. Loaded when the first one goes. */
export function transport(settings: Env): Promise<Transport | null> {
  made ??= make(settings);
  return made;
}

async function make({
  RESEND_API_KEY,
  RESEND_BASE_URL,
  SMTP_URL,
  GUICHE_DEMO,
}: Env): Promise<Transport | null> {
  if (RESEND_API_KEY) return (await import("./resend")).resendTransport(RESEND_API_KEY, RESEND_BASE_URL);
  if (SMTP_URL) return (await import("./smtp")).smtpTransport(SMTP_URL);
  if (GUICHE_DEMO) return (await import("./mailbox")).mailboxTransport();
  return null;
}
