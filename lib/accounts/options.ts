import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { isAway } from "@/db/away";
import type { LoginWay } from "@/db/enums";
import { env } from "../env";
import { parseCpf } from "../identifiers/cpf";
import { log } from "../log";
import { SESSION_SECONDS } from "./cookie";
import { knownDevice, rememberDevice } from "./device";
import { GOVBR, govbrProvider, govbrSettings, readClaims } from "./govbr";
import { type LoginCode, waitCode } from "./labels";
import { checkPassword } from "./mutations/check-password";
import { endSession } from "./mutations/end-session";
import { enterByGovbr } from "./mutations/enter-by-govbr";
import { startSession } from "./mutations/start-session";
import { loadActor } from "./queries";
import { safePath } from "./rules";

/** One request to the login: what it came with, and what the answer must leave in the browser. */
export interface Visit {
  address: string | null;
  userAgent: string | null;
  /** The session this browser holds so far. */
  session: string | null;
  deviceCookie: string | undefined;
  leave: { device?: string; link?: string };
}

/**
 * next-auth's settings for one visit. Made per request: the provider is configuration, and a login needs to know
 * the browser it comes from. The token holds a session's id; whoever holds the session is read from the database.
 */
export function authOptions(visit: Visit): NextAuthOptions {
  const govbr = govbrSettings();
  let opened: string | undefined;
  const open = async (userId: string, way: LoginWay) => {
    const { userAgent, session: former } = visit;
    const sid = await startSession({ userId, way, userAgent, former }, new Date());
    if (!sid) throw new Refusal("disabled");
    opened = sid;
  };
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: env().APP_URL.startsWith("https://"),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/entrar", error: "/entrar" },
    providers: [
      Credentials({
        credentials: { cpf: {}, password: {} },
        authorize: (given) =>
          orRefuse(async () => {
            const userId = await checkLogin(visit, given?.cpf ?? "", given?.password ?? "");
            await open(userId, "password");
            return { id: userId };
          }),
      }),
      ...(govbr ? [govbrProvider(govbr)] : []),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => `${baseUrl}${safePath(url, baseUrl)}`,
      signIn: ({ account, profile }) =>
        orRefuse(async () => {
          if (account?.provider !== GOVBR) return true;
          const person = readClaims({ ...profile });
          if (!person) throw new Refusal("govbr");
          const entrance = await enterByGovbr(person, new Date());
          if (entrance.kind === "disabled") throw new Refusal("disabled");
          if (entrance.kind === "entered") {
            await open(entrance.userId, "govbr");
            return true;
          }
          visit.leave.link = entrance.token;
          return "/entrar/vincular";
        }),
      jwt: ({ token }) => ({ sid: opened ?? token.sid }),
      session: async ({ session, token }) => {
        const actor = typeof token.sid === "string" ? await loadActor(token.sid, new Date()) : null;
        const user = actor ? { id: actor.userId, name: actor.name } : undefined;
        return { expires: session.expires, user };
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await endSession(token.sid, new Date());
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ code, err: errorIn(metadata) }, "login refused"),
      warn: (code) => log.warn({ code }, "login warning"),
      debug: () => {},
    },
  };
}

/** Thrown to next-auth, which sends the message on to the login page: so it is one of our codes, never more. */
class Refusal extends Error {
  constructor(code: LoginCode) {
    super(code);
  }
}

async function orRefuse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    log.error({ err: error }, "login failed");
    throw new Refusal(isAway(error) ? "unavailable" : "unexpected");
  }
}

async function checkLogin(visit: Visit, typedCpf: string, password: string): Promise<string> {
  const cpf = parseCpf(typedCpf);
  if (!cpf) throw new Refusal("cpf");
  const attempt = { cpf, address: visit.address, device: knownDevice(visit.deviceCookie, cpf) };
  const answer = await checkPassword(attempt, password, new Date());
  if (answer.kind === "wait") throw new Refusal(waitCode(answer.seconds));
  if (answer.kind === "wrong") throw new Refusal("credentials");
  if (answer.kind === "disabled") throw new Refusal("disabled");
  visit.leave.device = rememberDevice(visit.deviceCookie, cpf);
  return answer.userId;
}

/** next-auth logs errors alone or inside an object that can also hold claims and tokens; only the error is kept. */
function errorIn(metadata: unknown): unknown {
  if (metadata instanceof Error) return metadata;
  return typeof metadata === "object" && metadata !== null && "error" in metadata
    ? metadata.error
    : undefined;
}
