import { describe, expect, test } from "vitest";
import { readClaims } from "@/lib/accounts/govbr";
import { loginMessage, waitCode } from "@/lib/accounts/labels";
import { hashPassword, verifyPassword } from "@/lib/accounts/password";
import { isPublic, safePath } from "@/lib/accounts/rules";
import { senderAddress } from "@/lib/address";
import { contentSecurityPolicy } from "@/lib/csp";
import { DEMO_INSTITUTIONS, DEMO_NEWCOMER, DEMO_PEOPLE } from "@/lib/demo/people";
import { parseCnpj } from "@/lib/identifiers/cnpj";
import { parseCpf } from "@/lib/identifiers/cpf";

describe("where the login leads", () => {
  const origin = "https://portal.example";
  test.each([
    ["/chamados/12?aba=notas#fim", "/chamados/12?aba=notas#fim"],
    ["https://portal.example/fila", "/fila"],
    ["/entrar/concluido", "/entrar/concluido"],
    ["/entrada", "/entrada"],
    [undefined, "/"],
    ["", "/"],
    ["https://evil.example/fila", "/"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["\\\\evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["/.//evil.example", "/evil.example"],
    ["https://portal.example@evil.example/", "/"],
    ["https://user:word@portal.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["data:text/html,x", "/"],
    ["blob:https://portal.example/fila", "/"],
    ["blob:https:x@portal.example/fila", "/"],
    ["http://portal.example/", "/"],
    ["/entrar?callbackUrl=/entrar", "/"],
    ["/entrar/vincular", "/"],
    ["/api/auth/signout", "/"],
    [`/${"a".repeat(3000)}`, "/"],
  ])("%s → %s", (wanted, path) => {
    expect(safePath(wanted, origin)).toBe(path);
  });

  test("pages are closed unless listed", () => {
    for (const page of ["/entrar", "/entrar/vincular", "/acompanhar"])
      expect(isPublic(page), page).toBe(true);
    for (const page of ["/", "/chamados", "/entrarx", "/fila", "/admin"])
      expect(isPublic(page), page).toBe(false);
  });
});

describe("what gov.br says", () => {
  const claims = { sub: "111222333-96", preferred_username: "11122233396", name: "Ana Moreira" };

  test("the CPF in any of its spellings, from preferred_username first", () => {
    for (const sub of ["111222333-96", "111.222.333-96", "11122233396", "an-opaque-number"]) {
      expect(readClaims({ ...claims, sub })?.cpf).toBe("11122233396");
    }
    expect(readClaims({ ...claims, preferred_username: undefined })?.cpf).toBe("11122233396");
  });

  test("nobody where the check digits fail, no CPF is there, or two differ", () => {
    expect(readClaims({ sub: "111222333-97", name: "Ana" })).toBeNull();
    expect(readClaims({ sub: "opaque", name: "Ana" })).toBeNull();
    expect(readClaims({ sub: 11122233396 })).toBeNull();
    expect(readClaims({ ...claims, preferred_username: "22233344405" })).toBeNull();
  });

  test("an e-mail only when verified, as text or as boolean", () => {
    const email = "Ana@Example.org";
    for (const email_verified of ["true", true]) {
      expect(readClaims({ ...claims, email, email_verified })?.email).toBe("ana@example.org");
    }
    for (const email_verified of ["false", false, undefined, 1, "TRUE "]) {
      expect(readClaims({ ...claims, email, email_verified })?.email).toBeNull();
    }
    expect(readClaims({ ...claims, email_verified: "true" })?.email).toBeNull();
  });

  test("the social name before the civil one", () => {
    expect(readClaims({ ...claims, social_name: "Alex Moreira" })?.name).toBe("Alex Moreira");
    expect(readClaims(claims)?.name).toBe("Ana Moreira");
  });

  test("the level, when it is one of the three", () => {
    for (const level of ["gold", "silver", "bronze"]) {
      expect(readClaims({ ...claims, reliability_info: { level, reliabilities: [] } })?.level).toBe(level);
    }
    for (const info of [undefined, null, "gold", {}, { level: "platinum" }]) {
      expect(readClaims({ ...claims, reliability_info: info })?.level).toBeNull();
    }
  });
});

describe("whose address a request has", () => {
  test.each([
    [0, "", "203.0.113.5", "203.0.113.5"],
    [0, "6.6.6.6", "203.0.113.5", "203.0.113.5"],
    [1, "6.6.6.6, 198.51.100.9", "10.0.0.1", "198.51.100.9"],
    [2, "6.6.6.6, 198.51.100.9, 10.0.0.2", "10.0.0.1", "198.51.100.9"],
    [1, "", "10.0.0.1", "10.0.0.1"],
    [0, "", "::ffff:203.0.113.5", "203.0.113.5"],
    [0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    [0, "", "2001:db8::9", "2001:db8:0:0::/64"],
    [0, "", "::1", "0:0:0:0::/64"],
    [0, "", undefined, null],
  ])("%i trusted proxies, told “%s”, connected from %s: %s", (trusted, told, connected, address) => {
    expect(senderAddress(told, connected, trusted)).toBe(address);
  });
});

describe("words for a refused login", () => {
  test("a wait is told in whole minutes", () => {
    expect(loginMessage(waitCode(200)).title).toBe("Muitas tentativas. Tente de novo em 4 minutos.");
    expect(loginMessage(waitCode(1)).title).toBe("Muitas tentativas. Tente de novo em 1 minuto.");
  });

  test("what anyone writes into the address is never shown", () => {
    for (const code of ["<script>", "toString", "__proto__", "wait-0", "wait-999", "wait-x", ""]) {
      expect(loginMessage(code)).toEqual(loginMessage("unexpected"));
    }
    expect(loginMessage("OAuthSignin")).toEqual(loginMessage("unreachable"));
  });
});

describe("passwords", () => {
  test("are kept as argon2id with OWASP's settings, and told apart", async () => {
    const hash = await hashPassword("senha com acentuação");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(hash, "senha com acentuac\u0327a\u0303o")).toBe(true);
    expect(await verifyPassword(hash, "senha com acentuacao")).toBe(false);
    expect(await verifyPassword(null, "senha com acentuação")).toBe(false);
  });
});

describe("the content security policy", () => {
  const policy = { nonce: "abc", development: false, secure: true, formTargets: ["https://sso.example"] };

  test("lets only what carries the page's nonce run", () => {
    const text = contentSecurityPolicy(policy);
    expect(text).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(text).toContain("form-action 'self' https://sso.example");
    expect(text).not.toMatch(/unsafe/);
  });

  test("asks browsers to tell of what it refused, by each way where it works", () => {
    expect(contentSecurityPolicy(policy)).toMatch(/report-uri \/api\/csp-reports; report-to csp;/);
    const plain = contentSecurityPolicy({ ...policy, secure: false });
    expect(plain).toContain("report-uri /api/csp-reports");
    expect(plain).not.toContain("report-to");
  });
});

describe("the people of the demo", () => {
  test("have numbers with valid check digits, each their own, and addresses that belong to nobody", () => {
    const people = [...DEMO_PEOPLE, DEMO_NEWCOMER];
    for (const { cpf, email } of people) {
      expect(parseCpf(cpf)).toBe(cpf);
      expect(email).toMatch(/\.example$/);
    }
    for (const { cnpj } of DEMO_INSTITUTIONS) expect(parseCnpj(cnpj)).toBe(cnpj);
    expect(new Set(people.map(({ cpf }) => cpf)).size).toBe(people.length);
    expect(new Set(people.map(({ key }) => key)).size).toBe(people.length);
  });
});
