import "server-only";
import { Resend } from "resend";
import { z } from "zod";
import type { BlockReason, LetterFate } from "@/db/enums";

/** What a provider tells of a letter. */
export interface ProviderNotice {
  /** Of the notice: told twice it is the same. */
  id: string;
  fate: LetterFate | null;
  providerId: string | null;
  /** The Message-ID that it went out with, without the angle brackets. */
  wireId: string | null;
  /** Why it did not arrive, as a code; null where nothing more is told. */
  failure: string | null;
  /** Why nothing more should go to where that letter went. */
  block: BlockReason | null;
  /** When it happened. */
  at: Date | null;
  /** A message that Resend took in for the portal, and to whom it was sent. */
  received: { id: string; recipients: string[] } | null;
}

/** The database takes no text with a NUL in it, and none of these words means anything by one. */
const word = z.string().transform((text) => text.replaceAll("\0", ""));

const body = z.object({
  type: z.string(),
  created_at: z.coerce.date().nullable().catch(null),
  data: z.object({
    email_id: word.optional(),
    message_id: z.string().optional().catch(undefined),
    to: z.array(word).catch([]),
    received_for: z.array(word).catch([]),
    bounce: z.object({ type: z.string() }).optional().catch(undefined),
    failed: z.object({ reason: z.string() }).optional().catch(undefined),
  }),
});

const FATES: Readonly<Record<string, LetterFate>> = {
  "email.delivered": "delivered",
  "email.delivery_delayed": "delayed",
  "email.bounced": "bounced",
  "email.complained": "complained",
  "email.failed": "failed",
  "email.suppressed": "suppressed",
};

/** Reads a notice as it was received; null unless Resend signed it just now. */
export function verifiedNotice(text: string, headers: Headers, secret: string): ProviderNotice | null {
  const id = headers.get("svix-id") ?? "";
  const timestamp = headers.get("svix-timestamp") ?? "";
  const signature = headers.get("svix-signature") ?? "";
  try {
    // The key is for its calls; a signature needs none.
    const told = new Resend("none").webhooks.verify({
      payload: text,
      headers: { id, timestamp, signature },
      webhookSecret: secret,
    });
    return noticeOf(id, told);
  } catch {
    return null;
  }
}

function noticeOf(id: string, told: unknown): ProviderNotice {
  const read = body.safeParse(told);
  if (!read.success)
    return {
      id,
      fate: null,
      providerId: null,
      wireId: null,
      failure: null,
      block: null,
      at: null,
      received: null,
    };
  const { type, data, created_at: at } = read.data;
  const fate = FATES[type] ?? null;
  const bounce = fate === "bounced" ? (data.bounce?.type.toLowerCase() ?? null) : null;
  return {
    id,
    fate,
    providerId: data.email_id ?? null,
    wireId: /^<?([^<>\s\p{Cc}]{1,500})>?$/u.exec(data.message_id ?? "")?.[1] ?? null,
    failure: fate === "failed" ? codeOf("resend", data.failed?.reason) : codeOf("bounce", bounce),
    block: blockOf(fate, bounce),
    at,
    received:
      type === "email.received" && data.email_id
        ? { id: data.email_id, recipients: [...data.received_for, ...data.to] }
        : null,
  };
}

/** Only what is certain to last: a full mailbox is no reason never to write again, nor is what nobody could tell. */
function blockOf(fate: LetterFate | null, bounce: string | null): BlockReason | null {
  if (fate === "complained" || fate === "suppressed") return fate;
  return bounce === "permanent" ? "bounced" : null;
}

/** A word of the provider's as it is kept; a sentence may name the address. */
function codeOf(kind: "resend" | "bounce", word: string | null | undefined): string | null {
  return word && /^[a-z_]{1,60}$/.test(word) ? `${kind}_${word}` : null;
}
