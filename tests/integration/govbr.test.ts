import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index";
import { identities, linkRequests, sessions, users } from "@/db/schema/people";
import { LINK_COOKIE } from "@/lib/accounts/cookie";
import { linkAccount } from "@/lib/accounts/mutations/link-account";
import { isLinkOpen, loadActor } from "@/lib/accounts/queries";
import { makeKey } from "@/lib/demo/govbr";
import { demoPerson } from "@/lib/demo/people";
import { createAccount, PASSWORD } from "@/tests/support/accounts";
import { emptyDatabase } from "@/tests/support/database";
import { passGovbr, startTestGovbr, type TestGovbr, type Token } from "@/tests/support/oidc";
import { errorOf, locationOf, Visitor } from "@/tests/support/visitor";

let govbr: TestGovbr;

beforeAll(async () => {
  govbr = await startTestGovbr();
});
afterAll(() => govbr.stop());
beforeEach(emptyDatabase);
afterEach(() => {
  govbr.spoil = null;
});

/** Walks through gov.br as a demo person and comes back to the portal. */
async function enter(who: string, visitor = new Visitor(), callbackUrl = "/"): Promise<Response> {
  const back = await passGovbr(await visitor.startGovbr(callbackUrl), who);
  return visitor.ask(back);
}

const actorOf = async (visitor: Visitor) => {
  const session = await visitor.session();
  return session ? loadActor(session, new Date()) : null;
};

const pathOf = (back: string) => {
  const { pathname, search } = new URL(back);
  return `${pathname}${search}`;
};

describe("entering by gov.br", () => {
  test("reaches the account with that CPF, which an institution made, at once", async () => {
    const ana = await createAccount("ana");
    const visitor = new Visitor();
    const response = await enter("ana", visitor, "/chamados/7");
    expect(locationOf(response)).toBe("http://localhost:3000/chamados/7");
    expect(await actorOf(visitor)).toMatchObject({ userId: ana.id, level: "gold" });
    expect(await db.select().from(sessions)).toMatchObject([{ way: "govbr" }]);
    expect(await db.select().from(identities)).toMatchObject([{ subject: ana.cpf, userId: ana.id }]);
    await enter("ana", new Visitor());
    expect(await db.select().from(identities)).toHaveLength(1);
  });

  test("opens an account for whom the portal does not know, with what gov.br vouches for", async () => {
    const visitor = new Visitor();
    await enter("tereza", visitor);
    const { name, cpf, email } = demoPerson("tereza");
    expect(await db.select().from(users)).toMatchObject([
      { name, cpf, email, origin: "govbr", govbrLevel: "silver", passwordHash: null },
    ]);
    expect(await actorOf(visitor)).not.toBeNull();
  });

  test("does without an e-mail, and takes none that is not verified", async () => {
    await enter("rita");
    govbr.spoil = ({ claims }) => Object.assign(claims, { email_verified: "false" });
    await enter("tereza");
    expect(await db.select({ email: users.email }).from(users)).toEqual([{ email: null }, { email: null }]);
  });

  test("never links by e-mail: the same address with another CPF is another account", async () => {
    const other = await createAccount("joao", { email: demoPerson("tereza").email });
    const visitor = new Visitor();
    await enter("tereza", visitor);
    const actor = await actorOf(visitor);
    expect(actor).not.toBeNull();
    expect(actor?.userId).not.toBe(other.id);
  });

  test("two first logins at once make one account", async () => {
    await Promise.all([enter("tereza"), enter("tereza"), enter("tereza")]);
    expect(await db.select().from(users)).toHaveLength(1);
  });

  test("a disabled account stays out", async () => {
    await createAccount("ana", { disabledAt: new Date() });
    const visitor = new Visitor();
    expect(errorOf(await enter("ana", visitor))).toBe("disabled");
    expect(await actorOf(visitor)).toBeNull();
  });

  test("giving up at gov.br comes back with plain words", async () => {
    expect(errorOf(await enter("nobody"))).toBe("cancelled");
  });

  test("asks with PKCE, state and nonce, and keeps no token of gov.br", async () => {
    const visitor = new Visitor();
    const query = new URL(await visitor.startGovbr()).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    await enter("ana", visitor);
    expect([...visitor.jar.keys()].sort()).toEqual([
      "next-auth.callback-url",
      "next-auth.csrf-token",
      "next-auth.session-token",
    ]);
  });
});

describe("a self-registered account with a password", () => {
  const now = () => new Date();
  const from = { address: null };

  async function startLink() {
    const joao = await createAccount("joao");
    const visitor = new Visitor();
    const response = await enter("joao", visitor);
    expect(locationOf(response)).toMatch(/\/entrar\/vincular$/);
    expect(await actorOf(visitor)).toBeNull();
    return { joao, token: visitor.jar.get(LINK_COOKIE) ?? "" };
  }

  test("asks it once; then both ways lead to it", async () => {
    const { joao, token } = await startLink();
    expect(await linkAccount(token, PASSWORD, from, now())).toEqual({ kind: "right", userId: joao.id });
    const visitor = new Visitor();
    await enter("joao", visitor);
    expect(await actorOf(visitor)).toMatchObject({ userId: joao.id, level: "silver" });
  });

  test("a wrong password burns the request, and one that was used is over", async () => {
    const { token } = await startLink();
    expect(await isLinkOpen(token, now())).toBe(true);
    expect(await linkAccount(token, "errada", from, now())).toEqual({ kind: "wrong" });
    expect(await isLinkOpen(token, now())).toBe(false);
    expect(await linkAccount(token, PASSWORD, from, now())).toEqual({ kind: "over" });
    expect(await db.select().from(identities)).toEqual([]);
  });

  test("two tries at once count as one", async () => {
    const { token } = await startLink();
    const answers = await Promise.all(
      [PASSWORD, "errada"].map((text) => linkAccount(token, text, from, now())),
    );
    expect(answers.filter(({ kind }) => kind === "over")).toHaveLength(1);
  });

  test("the request expires, is random, and is stored as a digest", async () => {
    const { token } = await startLink();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await db.select().from(linkRequests))).not.toContain(token);
    const later = new Date(Date.now() + 10 * 60_000 + 1000);
    expect(await isLinkOpen(token, later)).toBe(false);
    expect(await linkAccount(token, PASSWORD, from, later)).toEqual({ kind: "over" });
    expect(await linkAccount("unknown", PASSWORD, from, now())).toEqual({ kind: "over" });
  });
});

describe("what does not add up opens nothing", () => {
  async function refused(spoil: (token: Token) => void) {
    const ana = await createAccount("ana");
    govbr.spoil = spoil;
    const visitor = new Visitor();
    const code = errorOf(await visitor.ask(locationOf(await enter("ana", visitor))));
    expect(await visitor.session()).toBeNull();
    expect(await db.select().from(sessions)).toEqual([]);
    expect(await db.select().from(identities).where(eq(identities.userId, ana.id))).toEqual([]);
    return code;
  }

  const wrongs: [string, (token: Token) => void][] = [
    ["another nonce", ({ claims }) => Object.assign(claims, { nonce: "another" })],
    ["no nonce", ({ claims }) => delete claims.nonce],
    ["another audience", ({ claims }) => Object.assign(claims, { aud: "another" })],
    ["another issuer", ({ claims }) => Object.assign(claims, { iss: "https://sso.example/" })],
    ["an expired token", ({ claims }) => Object.assign(claims, { exp: Math.floor(Date.now() / 1000) - 60 })],
    ["another's signature", (token) => Object.assign(token, { key: makeKey() })],
    ["no signature", ({ header }) => Object.assign(header, { alg: "none" })],
    ["a secret's signature", ({ header }) => Object.assign(header, { alg: "HS256" })],
  ];
  test("but a token written anew without a change does", async () => {
    await createAccount("ana");
    govbr.spoil = () => {};
    const visitor = new Visitor();
    await enter("ana", visitor);
    expect(await actorOf(visitor)).not.toBeNull();
  });

  test.each(wrongs)("%s", async (_name, spoil) => {
    expect(await refused(spoil)).toBe("OAuthCallback");
  });

  test("a CPF that is none, or two that differ", async () => {
    const visitor = new Visitor();
    govbr.spoil = ({ claims }) => Object.assign(claims, { sub: "x", preferred_username: "111.222.333-97" });
    expect(errorOf(await visitor.ask(locationOf(await enter("ana", visitor))))).toBe("govbr");
    govbr.spoil = ({ claims }) => Object.assign(claims, { preferred_username: demoPerson("joao").cpf });
    expect(errorOf(await visitor.ask(locationOf(await enter("ana", visitor))))).toBe("govbr");
    expect(await db.select().from(users)).toEqual([]);
  });

  test("a wrong state, a missing state, and an answer brought to another browser", async () => {
    const visitor = new Visitor();
    const back = new URL(await passGovbr(await visitor.startGovbr(), "ana"));
    const original = back.href;
    expect(locationOf(await new Visitor().ask(pathOf(original)))).toContain("error=OAuthCallback");
    back.searchParams.set("state", "forged");
    expect(locationOf(await visitor.ask(pathOf(back.href)))).toContain("error=OAuthCallback");
    back.searchParams.delete("state");
    expect(locationOf(await visitor.ask(pathOf(back.href)))).toContain("error=OAuthCallback");
    expect(await db.select().from(sessions)).toEqual([]);
  });

  test("a code used twice, even with the same browser's checks", async () => {
    const visitor = new Visitor();
    const back = await passGovbr(await visitor.startGovbr(), "ana");
    const before = new Map(visitor.jar);
    expect(locationOf(await visitor.ask(pathOf(back)))).toBe("http://localhost:3000/");
    const replay = new Visitor();
    for (const [name, value] of before) replay.jar.set(name, value);
    expect(locationOf(await replay.ask(pathOf(back)))).toContain("error=OAuthCallback");
    expect(await db.select().from(sessions)).toHaveLength(1);
  });

  test("a code brought with another's PKCE verifier", async () => {
    const victim = new Visitor();
    const thief = new Visitor();
    const back = new URL(await passGovbr(await victim.startGovbr(), "ana"));
    const own = new URL(await thief.startGovbr());
    back.searchParams.set("state", own.searchParams.get("state") ?? "");
    expect(locationOf(await thief.ask(pathOf(back.href)))).toContain("error=OAuthCallback");
    expect(await thief.session()).toBeNull();
  });
});
