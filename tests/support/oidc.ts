import { createPrivateKey, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createGovbr, makeKey, type SigningKey } from "@/lib/demo/govbr";
import { demoPerson } from "@/lib/demo/people";

export interface Token {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** The key that signs it. */
  key: SigningKey;
}

/** The simulated gov.br on a port of its own, whose id_tokens a test can spoil on their way out. */
export interface TestGovbr {
  issuer: string;
  /** Set to spoil what is issued; back to null for honest tokens. */
  spoil: ((token: Token) => void) | null;
  stop: () => Promise<void>;
}

/** Starts it and points the configuration at it. Call before anything reads the environment. */
export async function startTestGovbr(): Promise<TestGovbr> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const settings = { clientId: "guiche", clientSecret: "only-for-tests-only-for-tests" };
  Object.assign(process.env, {
    GOVBR_ISSUER: issuer,
    GOVBR_CLIENT_ID: settings.clientId,
    GOVBR_CLIENT_SECRET: settings.clientSecret,
  });
  const key = makeKey();
  const provider = createGovbr({ ...settings, issuer, portal: "http://localhost:3000", key });
  const govbr: TestGovbr = { issuer, spoil: null, stop: () => close(server) };
  provider.use(async (context, next) => {
    await next();
    const issued: unknown = context.path === "/token" ? context.body?.id_token : undefined;
    if (typeof issued === "string" && govbr.spoil) {
      const token = { ...read(issued), key };
      govbr.spoil(token);
      context.body.id_token = write(token);
    }
  });
  server.on("request", provider.callback());
  return govbr;
}

/** Logs a demo person in at the provider and returns the portal's address it leads back to. */
export async function passGovbr(authorizeUrl: string, who: string | "nobody"): Promise<string> {
  const jar = new Map<string, string>();
  const choice = new URLSearchParams(who === "nobody" ? "cancel=1" : { key: demoPerson(who).key });
  let url = authorizeUrl;
  for (let hop = 0; hop < 8; hop++) {
    const atLogin = new URL(url).pathname.startsWith("/interaction/");
    const response = await fetch(url, {
      method: atLogin ? "POST" : "GET",
      body: atLogin ? choice : undefined,
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
      redirect: "manual",
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split(/=(.*)/s);
      jar.set(name, value);
    }
    const location = response.headers.get("location");
    if (!location) throw new Error(`The provider stopped at ${url}: ${await response.text()}`);
    url = new URL(location, url).href;
    if (url.startsWith("http://localhost:3000/")) return url;
  }
  throw new Error("The provider never came back to the portal.");
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function read(token: string): Pick<Token, "header" | "claims"> {
  const [header = "", claims = ""] = token.split(".");
  const parse = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  return { header: parse(header), claims: parse(claims) };
}

function write({ header, claims, key }: Token): string {
  const body = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const signature = sign("RSA-SHA256", Buffer.from(body.join(".")), createPrivateKey({ key, format: "jwk" }));
  return [...body, signature.toString("base64url")].join(".");
}
