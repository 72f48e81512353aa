import "server-only";
import { createHash, createHmac } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { v7 } from "uuid";
import type { ReplyVoice } from "@/db/enums";
import { DAY } from "../dates";
import { type Env, env } from "../env";

/** Whose answers to which letters. */
export interface Answerable {
  ticketId: string;
  userId: string;
  /** To where the letters go. */
  address: string;
  voice: ReplyVoice;
}

/** For so long after the last letter somebody may still answer. */
const ANSWERABLE_FOR = 400 * DAY;

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const TOKEN = "[a-z2-7]{32}";
const IN_ADDRESS = new RegExp(`\\+(${TOKEN})@`, "i");
const IN_ID = new RegExp(`<(${TOKEN})[.@]`, "gi");

/** 160 bits that nobody finds without the portal's secret, in letters that mail servers do not fold into others. */
export function replyToken(replyId: string): string {
  const bits = createHmac("sha256", env().NEXTAUTH_SECRET).update(`reply address ${replyId}`).digest();
  const number = BigInt(`0x${bits.subarray(0, 20).toString("hex")}`);
  return Array.from(
    { length: 32 },
    (_, at) => ALPHABET[Number((number >> BigInt(155 - at * 5)) & 31n)] ?? "",
  ).join("");
}

/** What is kept of a token. */
export function digestOfReply(token: string): string {
  return createHash("sha256").update(token.toLowerCase()).digest("base64url");
}

/** "Portal <portal@x.example>" → "portal@x.example". */
export const bareAddress = (from: string): string =>
  (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase();

/** Where answers arrive, or null when nothing comes in. */
export function replyBase({ MAIL_REPLY_TO, MAIL_FROM, IMAP_URL, GUICHE_DEMO }: Env): string | null {
  if (MAIL_REPLY_TO) return MAIL_REPLY_TO;
  if (IMAP_URL && MAIL_FROM) return bareAddress(MAIL_FROM);
  return GUICHE_DEMO ? "resposta@guiche.example" : null;
}

/** The address at which a letter is answered. */
export function replyAddressOf(replyId: string, base: string): string {
  const at = base.lastIndexOf("@");
  return `${base.slice(0, at)}+${replyToken(replyId)}${base.slice(at)}`;
}

/** The tokens that a message carries: in the addresses it was sent to, and in the ids of what it answers. */
export function tokensIn(addresses: readonly string[], references: string): string[] {
  const found = addresses.flatMap((address) => IN_ADDRESS.exec(address)?.[1] ?? []);
  const answered = [...references.matchAll(IN_ID)].map(([, token]) => token ?? "");
  return [...new Set([...found, ...answered].map((token) => token.toLowerCase()))];
}

/**
 * Opens the address at which somebody answers, or puts off its end, as a part of the statement that writes the letter; gives
 * its id. Nothing when nothing comes in.
 */
export function openingReply(answerable: Answerable, now: Date): SQL | null {
  if (!replyBase(env())) return null;
  const { ticketId, userId, address, voice } = answerable;
  const id = v7();
  const expiresAt = new Date(now.getTime() + ANSWERABLE_FOR).toISOString();
  return sql`
    insert into reply_addresses (id, hash, ticket_id, user_id, address, voice, created_at, expires_at)
    values (
      ${id}, ${digestOfReply(replyToken(id))}, ${ticketId}, ${userId}, ${address.toLowerCase()}, ${voice},
      ${now.toISOString()}, ${expiresAt}
    )
    on conflict (ticket_id, user_id, address, voice) where revoked_at is null
    do update set expires_at = excluded.expires_at
    returning id`;
}
