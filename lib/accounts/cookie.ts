import { decode, encode } from "next-auth/jwt";
import { env } from "../env";

/** A session lasts a working day and is never prolonged. */
export const SESSION_SECONDS = 12 * 60 * 60;

const secure = () => env().APP_URL.startsWith("https://");

/** Name of the cookie that holds the session's token. */
export const sessionCookieName = () => `${secure() ? "__Secure-" : ""}next-auth.session-token`;

/** Name of the cookie behind the double-submitted token of the login forms. */
export const csrfCookieName = () => `${secure() ? "__Host-" : ""}next-auth.csrf-token`;

/** Name of the cookie in which the login keeps where the person wanted to go. */
export const callbackCookieName = () => `${secure() ? "__Secure-" : ""}next-auth.callback-url`;

/** Cookie that carries a gov.br login to the page that asks the password once. */
export const LINK_COOKIE = "guiche-link";

/** Attributes of every cookie set here. */
export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: secure() }) as const;

/** Makes the cookie's token. It carries the session's id and nothing else. */
export function sealSession(sessionId: string): Promise<string> {
  return encode({
    token: { sid: sessionId },
    secret: env().NEXTAUTH_SECRET,
    maxAge: SESSION_SECONDS,
  });
}

/** Opened tokens: deriving the key and decrypting costs more than all queries of a small page. */
const opened = new Map<string, { sid: string; expires: number }>();
const MOST_OPENED = 5_000;

/** The session's id in a cookie's token, or null where the token is absent, expired or not ours. */
export async function openSession(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const known = opened.get(token);
  if (known) return known.expires > Date.now() / 1000 ? known.sid : null;
  const claims = await decode({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  if (typeof claims?.sid !== "string" || typeof claims.exp !== "number") return null;
  if (opened.size >= MOST_OPENED) opened.clear();
  opened.set(token, { sid: claims.sid, expires: claims.exp });
  return claims.sid;
}
