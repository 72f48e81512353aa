"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "../action";
import { addressOf } from "../address";
import { env } from "../env";
import { releaseTickets } from "../tickets/mutations/release-tickets";
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
import { disableAccount as disable } from "./mutations/disable-account";
import { enableAccount as enable } from "./mutations/enable-account";
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
export async function confirmLink(form: FormData): Promise<void> {
  const jar = await cookies();
  const sent = await headers();
  const now = new Date();
  const token = jar.get(LINK_COOKIE)?.value ?? "";
  jar.set(LINK_COOKIE, "", { ...cookieOptions(), maxAge: 0 });
  const password = form.get("password");
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

const accountRef = z.object({ userId: z.uuid() });

/** The administration closes an account; its sessions end at the next click, its tickets look for an attendant. */
export const disableAccount = action(accountRef, async (actor, input, now) => {
  await disable(actor, input, now);
  await releaseTickets(input.userId, now);
});
/** The administration opens it again. */
export const enableAccount = action(accountRef, enable);

function refusalCode(answer: Exclude<LinkAnswer, { kind: "right" }>): LoginCode {
  if (answer.kind === "wait") return waitCode(answer.seconds);
  if (answer.kind === "disabled") return "disabled";
  return answer.kind === "wrong" ? "unlinked" : "expired";
}
