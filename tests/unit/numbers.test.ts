import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCents, formatCount, formatDecimal, inWords } from "@/lib/numbers";

const intl = (value: number, options: Intl.NumberFormatOptions) =>
  value.toLocaleString("pt-BR", options).replace(/^-(?=0(,0*)?$)/, "");

test("numbers are written as the rules of the language say", () => {
  const any = fc.oneof(
    fc.integer({ min: -2_000_000, max: 2_000_000 }),
    fc.double({ min: -1e12, max: 1e12, noNaN: true }),
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.integer({ min: -99_999, max: 99_999 }).map((value) => value / 1_000),
    fc.constantFrom(0, -0, 5e-7, 4.9e-7, 1e-9, 0.05, 0.15, 0.25, 1.005, 999_999.95, 1e12),
  );
  fc.assert(
    fc.property(any, fc.constantFrom(1, 2, 6), fc.boolean(), (value, most, all) => {
      const least = all ? Math.min(most, 2) : 0;
      expect(formatDecimal(value, most, least)).toBe(
        intl(value, { maximumFractionDigits: most, minimumFractionDigits: least }),
      );
    }),
    { numRuns: 5_000 },
  );
});

test("counts and amounts as well", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      expect(formatCount(Math.abs(value))).toBe(Math.abs(value).toLocaleString("pt-BR"));
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: -1e14, max: 1e14 }), (cents) => {
      const written = (cents / 100).toLocaleString("pt-BR", { style: "currency", currency: "BRL" });
      expect(formatCents(cents)).toBe(written);
    }),
  );
});

test("lists too", () => {
  const any = fc.array(fc.constantFrom("PDF", "imagem", "planilha"), { maxLength: 5 });
  fc.assert(
    fc.property(any, (items) => {
      expect(inWords(items, "ou")).toBe(new Intl.ListFormat("pt-BR", { type: "disjunction" }).format(items));
      expect(inWords(items, "e")).toBe(new Intl.ListFormat("pt-BR", { type: "conjunction" }).format(items));
    }),
  );
});
