import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "../env";

const digest = (token: string) =>
  createHash("sha256").update(`${token}${env().NEXTAUTH_SECRET}`).digest("hex");

/**
 * A value for next-auth's double-submit cookie, in its own format (`token|digest`), so that the login page
 * can hold its token at first sight and works without scripts.
 */
export function makeCsrf(): string {
  const token = randomBytes(32).toString("hex");
  return `${token}|${digest(token)}`;
}

/** The token a form must repeat, or null where the cookie is absent or not ours. */
export function csrfToken(cookie: string | undefined): string | null {
  const [token, mark] = (cookie ?? "").split("|");
  if (!token || mark?.length !== 64) return null;
  return timingSafeEqual(Buffer.from(mark), Buffer.from(digest(token))) ? token : null;
}
