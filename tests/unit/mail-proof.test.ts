import { describe, expect, it } from "vitest";
import { isProved } from "@/lib/incoming/rules";

const FROM = "ana@pessoa.example";
const proves = (found: string, from: string | null = FROM) =>
  isProved(new Map([["authentication-results", found]]), from);

describe("that a message is from where it says", () => {
  it.each([
    "mx.a.example; dmarc=pass header.from=pessoa.example",
    "mx.a.example; spf=fail smtp.mailfrom=x.example; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=Pessoa.Example",
    "mx.a.example; dkim=pass header.i=@pessoa.example header.s=s1; spf=none",
    "mx.a.example; dkim=pass (2048-bit key) header.d=pessoa.example header.i=@pessoa.example; dmarc=none",
    "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example; dkim=pass (signature was verified) header.d=pessoa.example;dmarc=pass action=none header.from=pessoa.example;compauth=pass reason=100",
  ])("is found by the server: %s", (found) => expect(proves(found)).toBe(true));

  it("is found for a domain beneath that of the signature, and not for one above it", () => {
    expect(proves("mx.a.example; dkim=pass header.d=orgao.example", "x@setor.orgao.example")).toBe(true);
    expect(proves("mx.a.example; dkim=pass header.d=setor.orgao.example", "x@orgao.example")).toBe(false);
    expect(proves("mx.a.example; dkim=pass header.d=example", "x@orgao.example")).toBe(false);
    expect(proves("mx.a.example; dkim=pass header.d=orgao.example", "x@outroorgao.example")).toBe(false);
  });

  it.each([
    ["nothing said", ""],
    ["of the envelope alone", "mx.a.example; spf=pass smtp.mailfrom=pessoa.example"],
    ["of another domain", "mx.a.example; dmarc=pass header.from=golpe.example"],
    ["signed by another domain", "mx.a.example; dkim=pass header.d=golpe.example; dmarc=none"],
    ["of no domain", "mx.a.example; dmarc=pass; dkim=pass"],
    ["a domain without a policy", "mx.a.example; dmarc=none header.from=pessoa.example"],
    [
      "a policy that failed",
      "mx.a.example; dkim=pass header.d=pessoa.example; dmarc=fail header.from=pessoa.example",
    ],
    ["beneath", "mx.a.example; spf=pass\nmx.a.example; dmarc=pass header.from=pessoa.example"],
    ["in a comment", "mx.a.example; spf=pass (x; dmarc=pass header.from=pessoa.example)"],
    ["in a comment in another", "mx.a.example; spf=pass (x (y); dmarc=pass header.from=pessoa.example)"],
    [
      "in quotes",
      'mx.a.example; spf=pass smtp.mailfrom="x; dmarc=pass header.from=pessoa.example"@y.example',
    ],
    [
      "in quotes without an end",
      'mx.a.example; spf=pass smtp.mailfrom="x; dmarc=pass header.from=pessoa.example',
    ],
    [
      "beside another answer",
      "mx.a.example; spf=pass smtp.mailfrom=x; dmarc=pass header.from=pessoa.example; dmarc=none header.from=pessoa.example",
    ],
    ["as somebody's name", "dmarc=pass header.from=pessoa.example"],
  ])("is not, by what is said %s", (_, found) => expect(proves(found)).toBe(false));

  it("is not of a message that names nobody, or without a word of the server", () => {
    expect(proves("mx.a.example; dmarc=pass header.from=pessoa.example", null)).toBe(false);
    expect(isProved(new Map(), FROM)).toBe(false);
  });
});
