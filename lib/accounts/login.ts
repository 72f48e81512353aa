import type { NextRequest } from "next/server";
import type { NextAuthOptions } from "next-auth";
import { addressOf } from "../address";
import { env } from "../env";
import { sameOrigin } from "../origin";
import { cookieOptions, LINK_COOKIE, openSession, sessionCookieName } from "./cookie";
import { DEVICE_COOKIE, DEVICE_SECONDS } from "./device";
import { GOVBR } from "./govbr";
import type { LoginCode } from "./labels";
import { LINK_MINUTES } from "./mutations/enter-by-govbr";
import { authOptions, type Visit } from "./options";

/** The part of next-auth this portal uses. */
const doors = new Set([
  "GET csrf",
  "GET session",
  "GET signin",
  "GET error",
  `GET callback/${GOVBR}`,
  `POST signin/${GOVBR}`,
  "POST callback/credentials",
  "POST signout",
]);

/** Answers a request under /api/auth. `run` is next-auth, with the settings made for this visit. */
export async function answerLogin(
  request: NextRequest,
  run: (options: NextAuthOptions) => Promise<Response>,
): Promise<Response> {
  const door = request.nextUrl.pathname.replace(/^\/api\/auth\//, "");
  if (!doors.has(`${request.method} ${door}`)) return Response.json({ error: "not found" }, { status: 404 });
  if (request.method === "POST" && !sameOrigin(request)) {
    return Response.json({ error: "cross-origin" }, { status: 403 });
  }
  if (door === `callback/${GOVBR}` && request.nextUrl.searchParams.get("error") === "access_denied") {
    return backWith("cancelled");
  }
  const visit: Visit = {
    address: addressOf(request.headers),
    userAgent: request.headers.get("user-agent"),
    session: await openSession(request.cookies.get(sessionCookieName())?.value),
    deviceCookie: request.cookies.get(DEVICE_COOKIE)?.value,
    leave: {},
  };
  const response = await run(authOptions(visit));
  if (response.headers.get("location")?.endsWith("/signin?csrf=true")) return backWith("stale");
  const { device, link } = visit.leave;
  if (device) response.headers.append("set-cookie", cookie(DEVICE_COOKIE, device, DEVICE_SECONDS));
  if (link) response.headers.append("set-cookie", cookie(LINK_COOKIE, link, LINK_MINUTES * 60));
  return response;
}

function backWith(code: LoginCode): Response {
  return Response.redirect(`${env().APP_URL}/entrar?error=${code}`, 303);
}

function cookie(name: string, value: string, seconds: number): string {
  const secure = cookieOptions().secure ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
