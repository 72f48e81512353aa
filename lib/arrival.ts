import type { IncomingMessage, ServerResponse } from "node:http";
import { sessionCookieName } from "./accounts/cookie";
import { isPublic, PATH_HEADER } from "./accounts/rules";
import { readCookies } from "./cookies";
import { env } from "./env";
import { databaseIsThere } from "./health/database";
import { saysSameOrigin } from "./origin";
import { makeNonce, pageHeaders } from "./policy";

/** What the page is told with its request, and what its answer carries. */
export interface Readied {
  inwards: Record<string, string>;
  outwards: Record<string, string>;
}

/** Readies a request for the page at this address (path and query). */
export function ready(here: string, nonce: string): Readied {
  const outwards = pageHeaders(nonce);
  return {
    inwards: {
      "content-security-policy": outwards["content-security-policy"],
      "x-nonce": nonce,
      [PATH_HEADER]: here,
      // Server actions compare Origin with this: the portal's one address, whatever stands in front of it.
      "x-forwarded-host": new URL(env().APP_URL).host,
    },
    outwards,
  };
}

const holder = globalThis as typeof globalThis & {
  guicheArrive?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
};

/** Lets scripts/start.mjs take the short way to pages. */
export function receivePages(): void {
  holder.guicheArrive = arrive;
}

/**
 * Readies a request for its page when nothing stands against it: there is a session or the page needs none, the
 * database is there, and what changes something comes from a page of this portal. Anything else is told no and goes
 * through proxy.ts, which says why.
 */
export async function arrive(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { url = "/", headers } = request;
  const [pathname = "/"] = url.split("?", 1);
  if (!isPublic(pathname) && !readCookies(headers.cookie).has(sessionCookieName())) return false;
  if (request.method !== "GET" && !saysSameOrigin(headers["sec-fetch-site"], headers.origin)) return false;
  if (!(await databaseIsThere())) return false;
  const { inwards, outwards } = ready(url, makeNonce());
  Object.assign(headers, inwards);
  for (const [name, value] of Object.entries(outwards)) response.setHeader(name, value);
  return true;
}
