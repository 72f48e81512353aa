import { describe, expect, it } from "vitest";
import { isForged, isProved } from "@/lib/incoming/rules";

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
    'mx.a.example; dkim=pass (2048-bit key; unprotected) header.d=pessoa.example header.i=@pessoa.example header.b="Ab+/c1d="',
    "mx.a.example; dkim/1=pass header.d=pessoa.example",
    "mx.a.example; dkim=pass header.d=pessoa.example header.i=ana@correio.pessoa.example",
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
    [
      "in quotes that a stroke holds open",
      'mx.a.example; spf=pass smtp.mailfrom="a\\"; dkim=pass header.d=pessoa.example; \\"b"@golpe.example',
    ],
    [
      "between quotes that nobody escaped",
      'mx.a.example; spf=pass smtp.mailfrom="a"; dkim=pass header.d=pessoa.example; x="b"@golpe.example',
    ],
    [
      "in a comment that a stroke holds open",
      "mx.a.example; spf=pass (a\\); dkim=pass header.d=pessoa.example; x=(b) smtp.mailfrom=x",
    ],
    [
      "behind a comment that ends twice",
      "mx.a.example; spf=pass (domain of a)b; dkim=pass header.d=pessoa.example; x=@golpe.example designates) y",
    ],
    [
      "in comments within comments that end",
      "mx.a.example; spf=pass (a (b) c; dkim=pass header.d=pessoa.example) smtp.mailfrom=x",
    ],
    [
      "behind a space of another kind",
      "mx.a.example; dkim=pass header.d=x.example\u00a0header.d=pessoa.example",
    ],
    [
      "behind a break that is none",
      "mx.a.example; spf=pass smtp.mailfrom=x\r; dkim=pass header.d=pessoa.example",
    ],
    ["in letters that only look like it", "mx.a.example; dkim=pass header.d=pessoa.example header.s=ѕ1"],
    [
      "by the name of a key",
      "mx.a.example; dkim=pass header.i=@golpe.example header.s=a header.d=pessoa.example",
    ],
    ["twice", "mx.a.example; dkim=pass header.d=pessoa.example header.d=golpe.example"],
    ["by two agents", "mx.a.example; dkim=pass header.i=@pessoa.example header.i=@golpe.example"],
    ["by a method of another version", "mx.a.example; dkim/2=pass header.d=pessoa.example"],
    [
      "beside another answer, of a version",
      "mx.a.example; dkim=pass header.d=pessoa.example; dkim/1=fail header.d=pessoa.example",
    ],
    [
      "beside a policy that failed, of a version",
      "mx.a.example; dkim=pass header.d=pessoa.example; dmarc/1=fail header.from=pessoa.example",
    ],
    ["broken apart by a comment", "mx.a.example; dk(x)im=pass header.d=pessoa.example"],
  ])("is not, by what is said %s", (_, found) => expect(proves(found)).toBe(false));

  it("is not of a message that names nobody, or without a word of the server", () => {
    expect(proves("mx.a.example; dmarc=pass header.from=pessoa.example", null)).toBe(false);
    expect(isProved(new Map(), FROM)).toBe(false);
  });
});

describe("that a message is not from where it says", () => {
  const forged = (found: string) => isForged(new Map([["authentication-results", found]]));

  it.each([
    'mx.a.example; spf=pass smtp.mailfrom="a\\"b"@x.example; dmarc=fail header.from=pessoa.example; x="y"',
    "mx.a.example; spf=pass (a (b) c); dmarc=fail header.from=pessoa.example",
    "mx.a.example; spf=pass (a\\)b); dmarc=fail header.from=pessoa.example",
    "mx.a.example; dmarc/1=fail header.from=pessoa.example",
    'mx.a.example; spf=fail smtp.mailfrom="a; dkim=pass header.d=x.example',
    'mx.a.example; spf=fail smtp.mailfrom="a; dmarc=none',
    "mx.a.example; spf=none smtp.helo=a\\; dmarc=fail header.from=pessoa.example",
    'mx.a.example; spf=none smtp.helo=a\\"; dmarc=fail header.from=pessoa.example; x="y',
    'mx.a.example; spf=none smtp.helo=a\\"; dmarc=fail header.from=pessoa.example; x="',
    "mx.a.example; spf=none smtp.helo=a\\(; dmarc=fail header.from=pessoa.example; x=)",
  ])("is found by the server, whatever the sender wrote: %s", (found) => expect(forged(found)).toBe(true));

  it.each([
    "mx.a.example; spf=fail smtp.mailfrom=x; dkim=pass header.d=pessoa.example",
    'mx.a.example; spf=pass smtp.mailfrom="a; dmarc=fail"@x.example; dmarc=pass header.from=pessoa.example',
    "mx.a.example; auth=pass smtp.auth=ORGAO\\ana; spf=fail smtp.mailfrom=x; dkim=pass header.d=pessoa.example",
    "mx.a.example; arc=pass (i=1; dmarc=fail (x)); dmarc=pass header.from=pessoa.example",
  ])("is not, by what others say in it: %s", (found) => expect(forged(found)).toBe(false));

  it("is told within moments of a line that is all quotes and strokes", () => {
    const began = performance.now();
    forged(`mx; ${'"\\'.repeat(200_000)}`);
    forged(`mx; ${"(".repeat(400_000)}`);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
