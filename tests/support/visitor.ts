import { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { openSession, sessionCookieName } from "@/lib/accounts/cookie";
import { answerLogin } from "@/lib/accounts/login";

const PORTAL = "http://localhost:3000";

type Sent = { form?: Record<string, string>; headers?: Record<string, string> };

/** A browser in front of the portal's login: it keeps its cookies and sends what a browser sends. */
export class Visitor {
  readonly jar = new Map<string, string>();

  constructor(private readonly address = "198.51.100.7") {}

  async ask(path: string, { form, headers }: Sent = {}): Promise<Response> {
    const request = new NextRequest(new URL(path, PORTAL), {
      method: form ? "POST" : "GET",
      body: form && new URLSearchParams(form),
      headers: {
        cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join("; "),
        "sec-fetch-site": "same-origin",
        "user-agent": "Test",
        "x-guiche-address": this.address,
        ...headers,
      },
    });
    const response = await answerLogin(request, (options) => runNextAuth(request, options));
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split(";");
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      const gone = value === "" || attributes.some((attribute) => attribute.trim() === "Max-Age=0");
      if (gone) this.jar.delete(name);
      else this.jar.set(name, decodeURIComponent(value));
    }
    return response;
  }

  async post(path: string, form: Record<string, string>, headers?: Record<string, string>) {
    const csrfToken: string = (await (await this.ask("/api/auth/csrf")).json()).csrfToken;
    return this.ask(path, { form: { csrfToken, ...form }, headers });
  }

  /** Logs in with CPF and password as the form without scripts does; returns the code of the refusal, or null. */
  async logIn(cpf: string, password: string, callbackUrl = "/"): Promise<string | null> {
    const response = await this.post("/api/auth/callback/credentials", { cpf, password, callbackUrl });
    return errorOf(response);
  }

  /** Starts a gov.br login; returns the provider's address. */
  async startGovbr(callbackUrl = "/"): Promise<string> {
    return locationOf(await this.post("/api/auth/signin/govbr", { callbackUrl }));
  }

  /** The id of the session in the browser's cookie. */
  session(): Promise<string | null> {
    return openSession(this.jar.get(sessionCookieName()));
  }
}

/** Where a response leads. */
export function locationOf(response: Response): string {
  return response.headers.get("location") ?? "";
}

/** The code a refused login carries in its address. */
export function errorOf(response: Response): string | null {
  return new URL(locationOf(response), PORTAL).searchParams.get("error");
}

/** next-auth outside a Next server: the same core, fed through its other, plain way in. */
async function runNextAuth(request: NextRequest, options: NextAuthOptions): Promise<Response> {
  const headers = new Headers();
  let cookies: string[] = [];
  let status = 200;
  let body: string | null = null;
  const response = {
    status(code: number) {
      status = code;
      return response;
    },
    getHeader: () => cookies,
    setHeader(name: string, value: string | string[]) {
      if (name === "Set-Cookie") cookies = [value].flat();
      else headers.set(name, String(value));
    },
    send: (value: unknown) => {
      body = typeof value === "string" ? value : JSON.stringify(value);
    },
    json: (value: unknown) => {
      body = JSON.stringify(value);
    },
    end: () => {},
  };
  const url = request.nextUrl;
  const plainRequest = {
    query: {
      ...Object.fromEntries(url.searchParams),
      nextauth: url.pathname.replace("/api/auth/", "").split("/"),
    },
    body: request.body ? Object.fromEntries(new URLSearchParams(await request.text())) : undefined,
    cookies: Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value])),
    headers: Object.fromEntries(request.headers),
    method: request.method,
  };
  await Reflect.apply(NextAuth, undefined, [plainRequest, response, options]);
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(body, { status, headers });
}
