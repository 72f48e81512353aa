import "server-only";
import { Resend } from "resend";
import { z } from "zod";
import type { LetterFate } from "@/db/enums";

/** What a provider tells of a letter. */
export interface ProviderNotice {
  /** Of the notice: told twice it is the same. */
  id: string;
  fate: LetterFate | null;
  providerId: string | null;
  /** Mail to these addresses comes back for good, or is unwanted. */
  block: { addresses: string[]; reason: "bounced" | "complained" } | null;
  /** When it happened. */
  at: Date | null;
  /** A message that Resend took in for the portal, and to whom it was sent. */
  received: { id: string; recipients: string[] } | null;
}

const body = z.object({
  type: z.string(),
  created_at: z.coerce.date().nullable().catch(null),
  data: z.object({
    email_id: z.string().optional(),
    to: z.array(z.string()).catch([]),
    received_for: z.array(z.string()).catch([]),
    bounce: z.object({ type: z.string().optional() }).optional(),
  }),
});

const FATES: Readonly<Record<string, LetterFate>> = {
  "email.delivered": "delivered",
  "email.delivery_delayed": "delayed",
  "email.bounced": "bounced",
  "email.complained": "complained",
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
  if (!read.success) return { id, fate: null, providerId: null, block: null, at: null, received: null };
  const { type, data, created_at: at } = read.data;
  const fate = FATES[type] ?? null;
  // A full mailbox is no reason never to write again.
  const forGood = fate === "bounced" && data.bounce?.type?.toLowerCase() !== "transient";
  const reason = fate === "complained" ? "complained" : forGood ? "bounced" : null;
  return {
    id,
    fate,
    providerId: data.email_id ?? null,
    block: reason ? { addresses: data.to.map(bare), reason } : null,
    at,
    received:
      type === "email.received" && data.email_id
        ? { id: data.email_id, recipients: [...data.received_for, ...data.to] }
        : null,
  };
}

/** "Ana <Ana@x.example>" → "ana@x.example". */
const bare = (address: string) => (/<([^>]+)>/.exec(address)?.[1] ?? address).trim().toLowerCase();
