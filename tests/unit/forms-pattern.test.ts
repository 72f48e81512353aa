import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern } from "@/lib/forms/pattern";

function matches(source: string, text: string): boolean {
  const pattern = compilePattern(source);
  if (!pattern.ok) throw new Error(pattern.problem);
  return pattern.matches(text);
}

describe("a form author's pattern", () => {
  it.each([
    ["\\d{4}/\\d{2}", "2026/11", true],
    ["\\d{4}/\\d{2}", "x2026/11", false],
    ["^\\d{4}$", "2026", true],
    ["^\\d{4}$", "20261", false],
    ["[A-Z]{2,3}-\\d+", "ABC-1", true],
    ["[A-Z]{2,3}-\\d+", "A-1", false],
    ["(sim|não)", "não", true],
    ["sim|", "", true],
    ["[^0-9]+", "abc", true],
    ["[^0-9]+", "ab1", false],
    ["[a\\-z]+", "a-z", true],
    ["[-a]", "-", true],
    ["[a-]", "-", true],
    ["a.c", "aéc", true],
    ["a.c", "a\nc", false],
    ["\\$\\.", "$.", true],
    ["custo\\$", "custo$", true],
    ["(?:ab)*?c", "ababc", true],
    ["(a*)*", "aaa", true],
    ["()*", "", true],
    ["[\\d.]+", "1.2", true],
    ["a{0}b", "b", true],
  ])("%j on %j: %j", (source, text, expected) => expect(matches(source, text)).toBe(expected));

  it.each([
    "(",
    ")",
    "[",
    "[]",
    "[z-a]",
    "[\\d-z]",
    "*a",
    "a**",
    "a{2,1}",
    "a{x}",
    "a{9999}",
    "\\1",
    "\\b",
    "\\p{L}",
    "(?=a)",
    "(?<!a)",
    "(?<n>a)",
    "a^b",
    "a$b",
    "a\\",
    "a{501}",
    "(a{500}){500}",
    "a".repeat(201),
    `${"(".repeat(40)}a${")".repeat(40)}`,
    "((((((){500}){500}){500}){500}){500}){500}",
  ])("refuses %j with a reason", (source) => {
    const pattern = compilePattern(source);
    expect(pattern.ok).toBe(false);
    expect(!pattern.ok && pattern.problem).toMatch(/\.$/);
  });

  it("agrees with JavaScript's own patterns", () => {
    const atom = fc.oneof(
      fc.constantFrom("a", "b", "c", "1", "\\d", "\\w", "\\s", "\\D", "\\W", "\\S", ".", "\\."),
      fc.constantFrom("[ab]", "[^ab]", "[a-c]", "[a-c1-3_]", "[^\\d\\s]", "[\\w.]"),
    );
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        atom,
        fc.tuple(tie("node"), tie("node")).map(([a, b]) => a + b),
        fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(${a}|${b})`),
        fc
          .tuple(tie("node"), fc.constantFrom("*", "+", "?", "{2}", "{0,2}", "{1,}", "*?"))
          .map(([a, times]) => `(?:${a})${times}`),
      ),
    }));
    const text = fc.string({
      unit: fc.constantFrom("a", "b", "c", "1", "2", "_", ".", " ", "\n", "é"),
      maxLength: 8,
    });
    fc.assert(
      fc.property(node, fc.array(text, { minLength: 5, maxLength: 20 }), (source, texts) => {
        const native = new RegExp(`^(?:${source})$`);
        for (const sample of texts) expect(matches(source, sample)).toBe(native.test(sample));
      }),
      { numRuns: 1000 },
    );
  });

  it("never throws on any text as a pattern", () => {
    const source = fc.string({ unit: fc.constantFrom(..."ab\\d()[]{}*+?|^$.-1,") });
    fc.assert(
      fc.property(source, fc.string(), (pattern, sample) => {
        const compiled = compilePattern(pattern);
        if (compiled.ok) compiled.matches(sample);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["(a+)+b", "(a|a)*b", "(.*)*=(.*)*b", "(a*)*(a*)*(a*)*b", "(\\w+\\s?)*b"])(
    "%s ends soon on a hostile text",
    (source) => {
      const started = performance.now();
      expect(matches(source, "a".repeat(5000))).toBe(false);
      expect(performance.now() - started).toBeLessThan(500);
    },
  );
});
