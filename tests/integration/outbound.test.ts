import { createServer, type Server as HttpServer } from "node:http";
import https from "node:https";
import { type AddressInfo, createServer as createTcp, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { isPublicAddress, publicAgent } from "@/lib/outbound";
import { errorOf, type Visitor } from "../support/visitor";

type Address = { address: string; family: number };

const names = vi.hoisted(() => ({ table: new Map<string, Address[]>() }));
vi.mock("node:dns", async (original) => {
  const dns = await original<typeof import("node:dns")>();
  const lookup = (host: string, options: object, done: (error: Error | null, found: Address[]) => void) => {
    const found = names.table.get(host);
    if (found) done(null, found);
    else Reflect.apply(dns.lookup, dns, [host, options, done]);
  };
  return { ...dns, lookup };
});

/** What should never be reached: it counts who came. */
let inner: Server;
let calls = 0;
/** Stands where gov.br would. */
let issuer: HttpServer;
let answer: (path: string) => { status: number; location?: string; body?: object };

const portOf = (server: Server | HttpServer) => (server.address() as AddressInfo).port;
const listen = (server: Server | HttpServer) =>
  new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

beforeAll(async () => {
  inner = createTcp((socket) => {
    calls += 1;
    socket.destroy();
  });
  issuer = createServer((request, response) => {
    const { status, location, body } = answer(request.url ?? "");
    response.writeHead(status, { "content-type": "application/json", ...(location && { location }) });
    response.end(body && JSON.stringify(body));
  });
  await listen(inner);
  await listen(issuer);
});
afterAll(() => {
  inner.close();
  issuer.close();
});
afterEach(() => {
  calls = 0;
  names.table.clear();
});

test.each([
  ["8.8.8.8", true],
  ["161.148.164.31", true],
  ["2001:4860:4860::8888", true],
  ["127.0.0.1", false],
  ["127.255.1.2", false],
  ["10.1.2.3", false],
  ["172.16.0.1", false],
  ["172.31.255.255", false],
  ["172.32.0.1", true],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["0.0.0.0", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["::", false],
  ["::1", false],
  ["::ffff:10.0.0.1", false],
  ["::ffff:7f00:1", false],
  ["::ffff:8.8.8.8", true],
  ["64:ff9b::a00:1", false],
  ["2002:7f00:1::", false],
  ["fd00::1", false],
  ["fe80::1", false],
  ["fe80::1%eth0", false],
  ["ff02::1", false],
  ["localhost", false],
  ["", false],
])("requests to private addresses: is %s on the internet? %s", (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = https.get(url, { agent: publicAgent }, () => resolve("answered"));
    request.on("error", (error) => reject(error));
  });
}

test("requests to private addresses: refused before connecting, by number and after the name is resolved", async () => {
  const port = portOf(inner);
  names.table.set("interno.example", [{ address: "127.0.0.1", family: 4 }]);
  names.table.set("misto.example", [
    { address: "161.148.164.31", family: 4 },
    { address: "127.0.0.1", family: 4 },
  ]);
  names.table.set("nenhum.example", []);
  for (const host of ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "localhost"]) {
    await expect(get(`https://${host}:${port}/`), host).rejects.toThrow("not an address on the internet");
  }
  for (const host of ["interno.example", "misto.example", "nenhum.example"]) {
    await expect(get(`https://${host}:${port}/`), host).rejects.toMatchObject({ code: "EPRIVATE" });
  }
  expect(calls).toBe(0);
});

test("requests in the clear are not made", () => {
  expect(() => https.get("http://sso.example/", { agent: publicAgent })).toThrow(/protocol/i);
});

/** The login's own way out, with another issuer configured; returns the code of the refusal. */
async function startLogin(govbrIssuer: string): Promise<string | null> {
  vi.resetModules();
  Object.assign(process.env, {
    GOVBR_ISSUER: govbrIssuer,
    GOVBR_CLIENT_ID: "guiche",
    GOVBR_CLIENT_SECRET: "only-for-tests",
  });
  const { Visitor: Fresh } = await import("../support/visitor");
  const visitor: Visitor = new Fresh();
  return errorOf(await visitor.post("/api/auth/signin/govbr", { callbackUrl: "/" }));
}

test("an OpenID discovery that redirects is not followed", async () => {
  const asked: string[] = [];
  answer = (path) => {
    asked.push(path);
    return { status: 302, location: `http://127.0.0.1:${portOf(inner)}/.well-known/openid-configuration` };
  };
  expect(await startLogin(`http://127.0.0.1:${portOf(issuer)}`)).toBe("OAuthSignin");
  expect(asked).toEqual(["/.well-known/openid-configuration"]);
  expect(calls).toBe(0);
});

// Last: next-auth's client keeps the agent it was given once.
test("an OpenID issuer that leads inside is not asked", async () => {
  expect(await startLogin(`https://[::ffff:127.0.0.1]:${portOf(inner)}`)).toBe("OAuthSignin");
  expect(calls).toBe(0);
});
