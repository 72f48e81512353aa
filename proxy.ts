import { type NextRequest, NextResponse } from "next/server";
import { sessionCookieName } from "@/lib/accounts/cookie";
import { isPublic } from "@/lib/accounts/rules";
import { ready } from "@/lib/arrival";
import { env } from "@/lib/env";
import { databaseIsThere } from "@/lib/health/database";
import { away } from "@/lib/health/outage";
import { sameOrigin } from "@/lib/origin";
import { makeNonce } from "@/lib/policy";

/**
 * Before every page: its security policy, its own address, and an early way to the login for who has no session,
 * and a plain word when the database is away. It decides nothing about rights; the pages and their queries do.
 * In production most requests have a shorter way (decision 0016) and only those come here that something stands against.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const portal = new URL(env().APP_URL);
  const here = `${pathname}${search}`;

  if (request.method === "GET" && !isPublic(pathname) && !request.cookies.has(sessionCookieName())) {
    const login = new URL("/entrar", portal);
    if (here !== "/") login.searchParams.set("callbackUrl", here);
    return NextResponse.redirect(login);
  }

  if (request.method === "POST" && !sameOrigin(request)) {
    return new NextResponse("Este pedido não partiu deste portal.", { status: 403 });
  }

  const nonce = makeNonce();
  // What a form sends goes on: it is answered with a value, and the form keeps its text.
  if (request.method !== "POST" && !(await databaseIsThere())) return away(nonce);

  const { inwards, outwards } = ready(here, nonce);
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(inwards)) headers.set(name, value);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(outwards)) response.headers.set(name, value);
  return response;
}

export const config = {
  // Pages only: endpoints stream bodies that must not be buffered here, and the files of public/ need no policy. Every
  // other address may be a page's, whatever it ends with. The login does by itself what is done here
  // (app/(public)/entrar/route.ts).
  matcher: [
    "/((?!api/|_next/|entrar$|(?:favicon\\.ico|icon\\.svg|(?:apple-touch-icon|icon-[0-9a-z]+)\\.png|manifest\\.webmanifest)$).*)",
  ],
};
