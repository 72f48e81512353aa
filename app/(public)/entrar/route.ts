import type { NextRequest } from "next/server";
import { parseTheme, themeCookie } from "@/components/layout/theme";
import script from "@/components/entering/script.ts?bundled";
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
import { mouldOf } from "@/lib/mould/kept";
import { makeNonce, pageHeaders } from "@/lib/policy";

/**
 * The login page: drawn by React once in a while (molde/page.tsx), filled in for each request, and served without the
 * framework's scripts. It stands outside the proxy, and does here what the proxy does for other pages.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const nonce = makeNonce();
  try {
    if (await databaseIsThere()) return await loginPage(request, nonce);
  } catch (error) {
    log.error({ err: error }, "login page failed");
  }
  return away(nonce);
}

async function loginPage({ nextUrl, cookies }: NextRequest, nonce: string): Promise<Response> {
  const code = nextUrl.searchParams.get("error");
  const before = code ? cookies.get(callbackCookieName())?.value : undefined;
  const callbackUrl = safePath(nextUrl.searchParams.get("callbackUrl") ?? before, env().APP_URL);
  if (!code && cookies.has(sessionCookieName()) && (await getActor())) {
    return new Response(null, { status: 307, headers: { location: callbackUrl, "cache-control": NO_STORE } });
  }
  const token = csrfToken(cookies.get(csrfCookieName())?.value);
  const newCsrf = token ? null : makeCsrf();
  const mould = await mouldOf({
    path: code ? "/entrar/molde?aviso=1" : "/entrar/molde",
    cookie: `${themeCookie}=${parseTheme(cookies.get(themeCookie)?.value)}`,
    script,
  });
  const page = fillMould(mould, {
    nonce,
    callbackUrl,
    csrfToken: token ?? csrfToken(newCsrf ?? undefined) ?? "",
    ...(code ? loginMessage(code) : {}),
  });
  return new Response(page, {
    headers: {
      ...pageHeaders(nonce),
      "content-type": "text/html; charset=utf-8",
      "cache-control": NO_STORE,
      ...(newCsrf ? { "set-cookie": csrfCookie(newCsrf) } : {}),
    },
  });
}
