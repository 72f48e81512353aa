import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { cookieOptions, csrfCookieName, sessionCookieName } from "@/lib/accounts/cookie";
import { csrfToken, makeCsrf } from "@/lib/accounts/csrf";
import { isPublic, PATH_HEADER } from "@/lib/accounts/rules";
import { RETRY_SECONDS } from "@/lib/answer";
import { contentSecurityPolicy, reportingEndpoints } from "@/lib/csp";
import { env } from "@/lib/env";
import { databaseIsThere } from "@/lib/health/database";
import { outagePage } from "@/lib/health/outage";
import { sameOrigin } from "@/lib/origin";

const YEARS_2 = 2 * 365 * 24 * 60 * 60;

/**
 * Before every page: its security policy, its own address, and an early way to the login for who has no session,
 * and a plain word when the database is away. It decides nothing about rights; the pages and their queries do.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const { APP_URL, GOVBR_ISSUER } = env();
  const portal = new URL(APP_URL);
  const secure = portal.protocol === "https:";
  const here = `${pathname}${search}`;

  if (request.method === "GET" && !isPublic(pathname) && !request.cookies.has(sessionCookieName())) {
    const login = new URL("/entrar", portal);
    if (here !== "/") login.searchParams.set("callbackUrl", here);
    return NextResponse.redirect(login);
  }

  if (request.method === "POST" && !sameOrigin(request)) {
    return new NextResponse("Este pedido não partiu deste portal.", { status: 403 });
  }

  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    secure,
    development: process.env.NODE_ENV === "development",
    formTargets: GOVBR_ISSUER ? [new URL(GOVBR_ISSUER).origin] : [],
  });
  // What a form sends goes on: it is answered with a value, and the form keeps its text.
  if (request.method !== "POST" && !(await databaseIsThere())) return away(nonce, policy);
  const newCsrf = needsCsrf(request) ? makeCsrf() : null;
  if (newCsrf) request.cookies.set(csrfCookieName(), newCsrf);

  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set(PATH_HEADER, here);
  // Server actions compare Origin with this: the portal's one address, whatever stands in front of it.
  headers.set("x-forwarded-host", portal.host);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (secure) {
    response.headers.set("strict-transport-security", `max-age=${YEARS_2}`);
    response.headers.set("reporting-endpoints", reportingEndpoints);
  }
  if (newCsrf) response.cookies.set(csrfCookieName(), newCsrf, cookieOptions());
  return response;
}

function away(nonce: string, policy: string): NextResponse {
  return new NextResponse(outagePage(nonce), {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "no-store",
      "retry-after": String(RETRY_SECONDS),
    },
  });
}

function needsCsrf(request: NextRequest): boolean {
  const login = request.nextUrl.pathname === "/entrar";
  return login && !csrfToken(request.cookies.get(csrfCookieName())?.value);
}

export const config = {
  // Pages only: endpoints stream bodies that must not be buffered here, and files need no policy.
  matcher: ["/((?!api/|_next/|.*\\.(?:ico|png|svg|txt|webmanifest|woff2)$).*)"],
};
