import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index";
import { attempts, sessions, users } from "@/db/schema/people";
import { sealSession, sessionCookieName } from "@/lib/accounts/cookie";
import { makeCsrf } from "@/lib/accounts/csrf";
import { loadActor } from "@/lib/accounts/queries";
import { demoPerson } from "@/lib/demo/people";
import { createAccount, PASSWORD } from "@/tests/support/accounts";
import { emptyDatabase } from "@/tests/support/database";
import { endless } from "@/tests/support/endless";
import { errorOf, locationOf, Visitor } from "@/tests/support/visitor";

beforeEach(emptyDatabase);

const actorOf = async (visitor: Visitor, now = new Date()) => {
  const session = await visitor.session();
  return session ? loadActor(session, now) : null;
};

test("what is sent to the login is read up to a length, whoever sends it", async () => {
  const { POST } = await import("@/app/api/auth/[...nextauth]/route");
  const { request, pulled } = endless("http://localhost:3000/api/auth/callback/credentials", {
    "content-type": "application/x-www-form-urlencoded",
    "sec-fetch-site": "same-origin",
  });
  const params = Promise.resolve({ nextauth: ["callback", "credentials"] });
  expect((await POST(request, { params })).status).toBe(413);
  expect(pulled()).toBeLessThan(256 * 1024);
});

describe("CPF and password", () => {
  test("open a session whose cookie holds its id and nothing else", async () => {
    const ana = await createAccount("ana");
    const visitor = new Visitor();
    expect(await visitor.logIn(ana.cpf, PASSWORD)).toBeNull();
    expect(await actorOf(visitor)).toMatchObject({
      userId: ana.id,
      name: ana.name,
      sessionId: expect.any(String),
    });
    const [row] = await db.select().from(sessions);
    expect(row).toMatchObject({ userId: ana.id, way: "password", userAgent: "Test", revokedAt: null });
  });

  test("a pasted CPF with punctuation and spaces works", async () => {
    await createAccount("ana");
    expect(await new Visitor().logIn(" 111.222.333-96 ", PASSWORD)).toBeNull();
  });

  test("unknown CPF, wrong password and account without password get one answer", async () => {
    await createAccount("ana");
    await createAccount("rita", { passwordHash: null });
    const answers = [];
    for (const [who, password] of [
      ["ana", "errada"],
      ["joao", PASSWORD],
      ["rita", PASSWORD],
    ] as const) {
      const visitor = new Visitor();
      const form = { cpf: demoPerson(who).cpf, password, callbackUrl: "/" };
      const response = await visitor.post("/api/auth/callback/credentials", form);
      answers.push([response.status, locationOf(response), await response.text(), [...visitor.jar.keys()]]);
    }
    expect(answers[0]?.[1]).toContain("error=credentials");
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test("a number that is no CPF is told as such", async () => {
    expect(await new Visitor().logIn("111.222.333-97", PASSWORD)).toBe("cpf");
    expect(await new Visitor().logIn("", "")).toBe("cpf");
  });

  test("an overlong password is refused like a wrong one", async () => {
    const ana = await createAccount("ana");
    expect(await new Visitor().logIn(ana.cpf, "x".repeat(100_000))).toBe("credentials");
  });

  test("a disabled account is told so only with its password", async () => {
    const ana = await createAccount("ana", { disabledAt: new Date() });
    expect(await new Visitor().logIn(ana.cpf, "errada")).toBe("credentials");
    expect(await new Visitor().logIn(ana.cpf, PASSWORD)).toBe("disabled");
    expect(await db.select().from(sessions)).toEqual([]);
  });

  test("a failure inside says nothing of its cause", async () => {
    const ana = await createAccount("ana");
    const visitor = new Visitor();
    await db.execute("alter table users rename to people_away");
    try {
      expect(await visitor.logIn(ana.cpf, PASSWORD)).toBe("unexpected");
    } finally {
      await db.execute("alter table people_away rename to users");
    }
  });

  test("leads to where the person wanted to go, and never to another site", async () => {
    const ana = await createAccount("ana");
    const target = async (callbackUrl: string) => {
      const form = { cpf: ana.cpf, password: PASSWORD, callbackUrl };
      return locationOf(await new Visitor().post("/api/auth/callback/credentials", form));
    };
    expect(await target("/chamados/12?aba=notas")).toBe("http://localhost:3000/chamados/12?aba=notas");
    expect(await target("//evil.example/x")).toBe("http://localhost:3000/");
    expect(await target("https://evil.example")).toBe("http://localhost:3000/");
    expect(await target("/\\evil.example")).toBe("http://localhost:3000/");
  });
});

describe("forged requests", () => {
  test("from another site, or without the token, open nothing", async () => {
    const ana = await createAccount("ana");
    const form = { cpf: ana.cpf, password: PASSWORD, callbackUrl: "/" };
    const path = "/api/auth/callback/credentials";
    const cross = await new Visitor().post(path, form, { "sec-fetch-site": "cross-site" });
    expect(cross.status).toBe(403);
    const foreign = await new Visitor().post(path, form, {
      "sec-fetch-site": "",
      origin: "https://evil.example",
    });
    expect(foreign.status).toBe(403);
    expect(errorOf(await new Visitor().ask(path, { form }))).toBe("stale");
    expect(errorOf(await new Visitor().ask(path, { form: { ...form, csrfToken: "f".repeat(64) } }))).toBe(
      "stale",
    );
    expect(await db.select().from(sessions)).toEqual([]);
  });

  test("the token the login page carries at first sight is next-auth's own", async () => {
    const ana = await createAccount("ana");
    const visitor = new Visitor();
    const cookie = makeCsrf();
    visitor.jar.set("next-auth.csrf-token", cookie);
    const csrfToken = cookie.split("|")[0] ?? "";
    await visitor.ask("/api/auth/callback/credentials", {
      form: { csrfToken, cpf: ana.cpf, password: PASSWORD },
    });
    expect(await actorOf(visitor)).not.toBeNull();
  });

  test("what next-auth offers beyond the login does not exist", async () => {
    for (const path of ["signin/credentials", "_log", "providers", "callback/email", "verify-request"]) {
      expect((await new Visitor().post(`/api/auth/${path}`, {})).status, path).toBe(404);
    }
    expect((await new Visitor().ask("/api/auth/callback/credentials")).status).toBe(404);
  });
});

describe("sessions", () => {
  test("logging in again ends the former session of the browser", async () => {
    const ana = await createAccount("ana");
    const visitor = new Visitor();
    await visitor.logIn(ana.cpf, PASSWORD);
    const first = await visitor.session();
    await visitor.logIn(ana.cpf, PASSWORD);
    expect(await visitor.session()).not.toBe(first);
    expect(await loadActor(first ?? "", new Date())).toBeNull();
    expect(await actorOf(visitor)).not.toBeNull();
  });

  test("a session nobody opened, planted in the cookie, opens nothing", async () => {
    const visitor = new Visitor();
    visitor.jar.set(sessionCookieName(), await sealSession("0198f000-0000-7000-8000-000000000000"));
    expect(await actorOf(visitor)).toBeNull();
    visitor.jar.set(sessionCookieName(), "forged.token.here");
    expect(await visitor.session()).toBeNull();
  });

  test("is over when revoked, after twelve hours, or with the account", async () => {
    const ana = await createAccount("ana");
    const visitor = new Visitor();
    await visitor.logIn(ana.cpf, PASSWORD);
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    expect(await actorOf(visitor, inHours(11.9))).not.toBeNull();
    expect(await actorOf(visitor, inHours(12.1))).toBeNull();
    await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, ana.id));
    expect(await actorOf(visitor)).toBeNull();
    await db.update(users).set({ disabledAt: null });
    expect(await actorOf(visitor)).not.toBeNull();
    await visitor.post("/api/auth/signout", {});
    expect(await visitor.session()).toBeNull();
    expect(await db.select().from(sessions)).toMatchObject([{ revokedAt: expect.any(Date) }]);
  });

  test("tells the browser who is signed in, and nobody once it is over", async () => {
    const ana = await createAccount("ana");
    const visitor = new Visitor();
    const who = async () => (await visitor.ask("/api/auth/session")).json();
    expect(await who()).toEqual({});
    await visitor.logIn(ana.cpf, PASSWORD);
    expect(await who()).toMatchObject({ user: { id: ana.id, name: ana.name } });
    await db.update(sessions).set({ revokedAt: new Date() });
    expect((await who()).user).toBeUndefined();
  });
});

describe("limited attempts", () => {
  const fail = async (cpf: string, times: number, visitor: () => Visitor) => {
    const codes = [];
    for (let time = 0; time < times; time++) codes.push(await visitor().logIn(cpf, `errada ${time}`));
    return codes;
  };

  test("after five wrong ones the same place waits, whether the account exists or not", async () => {
    const ana = await createAccount("ana");
    for (const cpf of [ana.cpf, demoPerson("joao").cpf]) {
      const codes = await fail(cpf, 7, () => new Visitor());
      expect(codes).toEqual([...Array(5).fill("credentials"), "wait-1", "wait-1"]);
    }
    expect(await new Visitor().logIn(ana.cpf, PASSWORD)).toBe("wait-1");
  });

  test("others are not kept waiting: not from elsewhere, nor another account from the same place", async () => {
    const ana = await createAccount("ana");
    const joao = await createAccount("joao");
    await fail(ana.cpf, 6, () => new Visitor());
    expect(await new Visitor("203.0.113.9").logIn(ana.cpf, PASSWORD)).toBeNull();
    expect(await new Visitor().logIn(joao.cpf, PASSWORD)).toBeNull();
  });

  test("a flood from many places slows strangers down, and not the browser that was there before", async () => {
    const ana = await createAccount("ana");
    const own = new Visitor("192.0.2.1");
    await own.logIn(ana.cpf, PASSWORD);
    let place = 0;
    const codes = await fail(ana.cpf, 31, () => new Visitor(`203.0.113.${place++}`));
    expect(codes.at(-1)).toBe("wait-1");
    expect(await new Visitor("192.0.2.2").logIn(ana.cpf, PASSWORD)).toBe("wait-1");
    expect(await own.logIn(ana.cpf, PASSWORD)).toBeNull();
    expect(await new Visitor("192.0.2.2").logIn(ana.cpf, PASSWORD)).toBeNull();
  });

  test("one place trying many accounts waits too", async () => {
    await db.insert(attempts).values({ key: "other", count: 1, windowEndsAt: new Date() });
    const first = new Visitor();
    await first.logIn(demoPerson("ana").cpf, "errada");
    await db.update(attempts).set({ count: 99 });
    expect(await first.logIn(demoPerson("joao").cpf, "errada")).toBe("credentials");
    expect(await first.logIn(demoPerson("rita").cpf, "errada")).toBe("wait-1");
  });

  test("the right password starts the count anew", async () => {
    const ana = await createAccount("ana");
    await fail(ana.cpf, 4, () => new Visitor());
    expect(await new Visitor().logIn(ana.cpf, PASSWORD)).toBeNull();
    expect(await fail(ana.cpf, 5, () => new Visitor())).toEqual(Array(5).fill("credentials"));
  });

  test("twenty at once do not slip under the limit", async () => {
    const ana = await createAccount("ana");
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, time) => new Visitor().logIn(ana.cpf, `errada ${time}`)),
    );
    expect(codes.filter((code) => code === "credentials")).toHaveLength(5);
  });

  test("keys say neither whose account nor where from", async () => {
    await new Visitor("203.0.113.77").logIn(demoPerson("ana").cpf, "errada");
    const rows = await db.select().from(attempts);
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(/11122233396|203\.0\.113/);
  });
});
