"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { addressOf } from "../address";
import { env } from "../env";
import {
  callbackCookieName,
  cookieOptions,
  LINK_COOKIE,
  openSession,
  SESSION_SECONDS,
  sealSession,
  sessionCookieName,
} from "./cookie";
import { govbrLogoutAddress } from "./govbr";
import { type LoginCode, waitCode } from "./labels";
import { endSession } from "./mutations/end-session";
import { type LinkAnswer, linkAccount } from "./mutations/link-account";
import { startSession } from "./mutations/start-session";
import { safePath } from "./rules";

/** Ends the session here and, for who came in through gov.br, there as well. */
export async function signOut(): Promise<void> {
  const jar = await cookies();
  const session = await openSession(jar.get(sessionCookieName())?.value);
  const way = session ? await endSession(session, new Date()) : null;
  for (const name of [sessionCookieName(), callbackCookieName(), LINK_COOKIE]) {
    jar.set(name, "", { ...cookieOptions(), maxAge: 0 });
  }
  redirect((way === "govbr" && govbrLogoutAddress()) || "/entrar");
}

/** The password asked once, after gov.br: ties the two and goes on to where the person wanted to go. */
export async function confirmLink(form: unknown): Promise<void> {
  const jar = await cookies();
  const sent = await headers();
  const now = new Date();
  const token = jar.get(LINK_COOKIE)?.value ?? "";
  jar.set(LINK_COOKIE, "", { ...cookieOptions(), maxAge: 0 });
  // Whoever calls an action by hand sends what they like.
  const password = form instanceof FormData ? form.get("password") : null;
  const from = { address: addressOf(sent) };
  const answer = await linkAccount(token, typeof password === "string" ? password : "", from, now);
  if (answer.kind !== "right") return redirect(`/entrar?error=${refusalCode(answer)}`);
  const former = await openSession(jar.get(sessionCookieName())?.value);
  const userAgent = sent.get("user-agent");
  const session = await startSession({ userId: answer.userId, way: "govbr", userAgent, former }, now);
  if (!session) return redirect("/entrar?error=disabled");
  jar.set(sessionCookieName(), await sealSession(session), { ...cookieOptions(), maxAge: SESSION_SECONDS });
  redirect(safePath(jar.get(callbackCookieName())?.value, env().APP_URL));
}

function refusalCode(answer: Exclude<LinkAnswer, { kind: "right" }>): LoginCode {
  if (answer.kind === "wait") return waitCode(answer.seconds);
  if (answer.kind === "disabled") return "disabled";
  return answer.kind === "wrong" ? "unlinked" : "expired";
}
