import "server-only";
import { createHash, createHmac } from "node:crypto";
import type { LinkPurpose } from "@/db/enums";
import { env } from "../env";

/** What a letter lets its reader do without a login: one thing, about one matter. */
export interface LetterLink {
  purpose: LinkPurpose;
  userId: string;
  /** The count, the solution or the closing it is about. */
  subjectId: string;
  expiresAt: Date;
}

/** 256 bits that nobody finds without the portal's secret; the same each time the letter is written out. */
export function tokenOf(linkId: string): string {
  return createHmac("sha256", env().NEXTAUTH_SECRET).update(`letter link ${linkId}`).digest("base64url");
}

/** 160 bits by which a report of a mail server is known to be about a letter: they stand in the Message-ID of one that cannot be answered. */
export function letterSecret(letterId: string): string {
  return createHmac("sha256", env().NEXTAUTH_SECRET).update(`letter ${letterId}`).digest("hex").slice(0, 40);
}

/** What is kept of a token. */
export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** As it stands in messages; programs that look into links first write its address within one of theirs. */
const IN_TEXT = /acompanhar(\/|%(?:25)*2[Ff])([\w-]{43})/g;
/** As Proofpoint writes them (version 2): "_" stands for "/", and what is no letter and no number for itself as "-5F". */
const REWRITTEN = /acompanhar_((?:[A-Za-z0-9]|-2[Dd]|-5[Ff]){43})/g;
/** Far more than letters are ever quoted in one message. */
const MOST_QUOTED = 500;

/** Digests of the links that stand in a text, or in a message as it was sent: its lines may be broken anywhere (RFC 2045, 6.7). */
export function linksIn(text: string): string[] {
  const found = new Set<string>();
  const whole = text.replace(/=\r?\n/g, "");
  for (const token of tokensIn(whole)) {
    found.add(digestOf(token));
    if (found.size === MOST_QUOTED) break;
  }
  return [...found];
}

function* tokensIn(text: string): Generator<string> {
  for (const [, , token = ""] of text.matchAll(IN_TEXT)) yield token;
  for (const [, token = ""] of text.matchAll(REWRITTEN))
    yield token.replace(/-2d/gi, "-").replace(/-5f/gi, "_");
}

/** A text in which links are named, and lead nowhere. */
export const withoutLinks = (text: string): string =>
  text.replace(IN_TEXT, "acompanhar$1…").replace(REWRITTEN, "acompanhar_…");

/** Where it leads. */
export const linkPath = (linkId: string) => `/acompanhar/${tokenOf(linkId)}`;
