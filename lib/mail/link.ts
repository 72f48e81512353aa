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

/** What is kept of a token. */
export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Where it leads. */
export const linkPath = (linkId: string) => `/acompanhar/${tokenOf(linkId)}`;
