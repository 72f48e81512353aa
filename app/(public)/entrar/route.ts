import { type NextRequest, NextResponse } from "next/server";
import { callbackCookieName, cookieOptions, csrfCookieName, sessionCookieName } from "@/lib/accounts/cookie";
import { csrfToken, makeCsrf } from "@/lib/accounts/csrf";
import { loginMessage } from "@/lib/accounts/labels";
import { safePath } from "@/lib/accounts/rules";
import { getActor } from "@/lib/auth";
import { env } from "@/lib/env";
import { databaseIsThere } from "@/lib/health/database";
import { away } from "@/lib/health/outage";
import { log } from "@/lib/log";
import { fillMould } from "@/lib/mould/cut";
import { drawnPage } from "@/lib/mould/kept";
import { makeNonce, pageHeaders } from "@/lib/policy";
import { parseTheme, themeCookie } from "@/lib/theme";

const NO_STORE = "private, no-cache, no-store, max-age=0, must-revalidate";

/**
 * The login page: drawn by React once in a while (molde/page.tsx), filled in for each request, and sent without the
 * framework's scripts (decision 0015). It stands outside the proxy, and does here what the proxy does for other pages.
 */
export async function GET(request: NextRequest): Promise<Response> {
  // The framework's router in a browser without session, led here from a page it wanted to fetch ahead: it can make
  // nothing of this page, would leave it unread, and comes again by itself when somebody wants to go.
  if (request.headers.has("rsc"))
    return new Response(null, { status: 204, headers: { "cache-control": NO_STORE } });
  const nonce = makeNonce();
  try {
    if (await databaseIsThere()) return await answer(request, nonce);
  } catch (error) {
    log.error({ err: error }, "the login page failed");
  }
  return away(nonce);
}

async function answer({ nextUrl, cookies }: NextRequest, nonce: string): Promise<Response> {
  const code = nextUrl.searchParams.get("error");
  const before = code ? cookies.get(callbackCookieName())?.value : undefined;
  const callbackUrl = safePath(nextUrl.searchParams.get("callbackUrl") ?? before, env().APP_URL);
  const headers = { ...pageHeaders(nonce), "cache-control": NO_STORE };
  if (!code && cookies.has(sessionCookieName()) && (await getActor())) {
    return new Response(null, { status: 307, headers: { ...headers, location: callbackUrl } });
  }
  const cookie = cookies.get(csrfCookieName())?.value;
  const csrf = cookie && csrfToken(cookie) ? cookie : makeCsrf();
  const { mould, links } = await drawnPage({
    path: code ? "/entrar/molde?aviso=1" : "/entrar/molde",
    cookie: `${themeCookie}=${parseTheme(cookies.get(themeCookie)?.value)}`,
    script: process.env.LOGIN_SCRIPT ?? "",
  });
  const values = { nonce, callbackUrl, csrfToken: csrfToken(csrf) ?? "", ...(code && loginMessage(code)) };
  const response = new NextResponse(fillMould(mould, values), {
    headers: { ...headers, "content-type": "text/html; charset=utf-8", ...(links && { link: links }) },
  });
  if (csrf !== cookie) response.cookies.set(csrfCookieName(), csrf, cookieOptions());
  return response;
}
