import "server-only";
import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { openSession, sessionCookieName } from "./accounts/cookie";
import { loadActor } from "./accounts/queries";
import { PATH_HEADER } from "./accounts/rules";
import { staffDepartments, type UserActor } from "./actor";
import { directRequest } from "./acts/direct";
import { noteOutcome } from "./request";

/** "mail" is for who decides on messages that came in: the teams and the administration. */
export type Role = "technician" | "manager" | "admin" | "mail";

/** The person whose session this request carries, or null. Asked once a request, however often it is called. */
export const getActor = cache(async (): Promise<UserActor | null> => {
  const name = sessionCookieName();
  const direct = directRequest();
  const sessionId = await openSession(direct ? direct.cookies.get(name) : (await cookies()).get(name)?.value);
  return sessionId ? loadActor(sessionId, new Date()) : null;
});

/** For pages: the person, or the way to the login and back here. */
export async function requireActor(): Promise<UserActor> {
  const actor = await getActor();
  if (actor) return actor;
  const here = (await headers()).get(PATH_HEADER) ?? "/";
  redirect(`/entrar?callbackUrl=${encodeURIComponent(here)}`);
}

/** For the pages of a role; anyone else gets the "no access" page. A manager may enter where technicians may. */
export async function requireRole(role: Role): Promise<UserActor> {
  const actor = await requireActor();
  if (!holds(actor, role)) forbidden();
  return actor;
}

/** For route handlers: the person, or the answer to send instead. */
export async function actorOrResponse(): Promise<UserActor | Response> {
  const actor = await getActor();
  if (actor) return actor;
  noteOutcome("login");
  return Response.json(
    { error: { code: "login", message: "Sua sessão terminou. Entre de novo para continuar." } },
    { status: 401, headers: { "Cache-Control": "no-store" } },
  );
}

function holds(actor: UserActor, role: Role): boolean {
  if (role === "admin") return actor.admin;
  if (role === "mail" && actor.admin) return true;
  if (role === "manager") return actor.managerOf.length > 0;
  return staffDepartments(actor).length > 0;
}
