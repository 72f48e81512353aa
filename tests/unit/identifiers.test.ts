import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCep, parseCep } from "@/lib/identifiers/cep";
import { parseChassis } from "@/lib/identifiers/chassis";
import { formatCnpj, parseCnpj } from "@/lib/identifiers/cnpj";
import { formatCpf, maskCpf, parseCpf } from "@/lib/identifiers/cpf";
import { parseEmail } from "@/lib/identifiers/email";
import { formatPhone, parsePhone } from "@/lib/identifiers/phone";
import { canonicalPlate, formatPlate, parsePlate, plateSpellings } from "@/lib/identifiers/plate";
import { parseRenavam } from "@/lib/identifiers/renavam";

describe("CPF", () => {
  it.each([
    ["52998224725", "52998224725"],
    ["529.982.247-25", "52998224725"],
    [" 529 982 247 25 ", "52998224725"],
    ["529.982.247–25", "52998224725"],
    ["５２９９８２２４７２５", "52998224725"],
    ["529.982.247-26", null],
    ["11111111111", null],
    ["5299822472", null],
    ["529982247255", null],
    ["52998224725a", null],
    ["", null],
  ])("parses %j as %j", (text, cpf) => expect(parseCpf(text)).toBe(cpf));

  it("formats and masks", () => {
    expect(formatCpf("52998224725")).toBe("529.982.247-25");
    expect(maskCpf("12345678909")).toBe("***.456.789-**");
  });

  it("accepts what the arithmetic yields, in any punctuation, and nothing with another check digit", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}$/), fc.constantFrom(".", "-", " ", "/", ""), (base, mark) => {
        const cpf = base + checkDigits(base);
        fc.pre(new Set(cpf).size > 1);
        expect(parseCpf([...cpf].join(mark))).toBe(cpf);
        expect(parseCpf(formatCpf(cpf))).toBe(cpf);
        const wrong = cpf.slice(0, 10) + ((Number(cpf.charAt(10)) + 1) % 10);
        expect(parseCpf(wrong)).toBeNull();
      }),
    );
  });
});

describe("CNPJ", () => {
  it.each([
    ["12.ABC.345/01DE-35", "12ABC34501DE35"],
    ["12abc34501de35", "12ABC34501DE35"],
    ["11.222.333/0001-81", "11222333000181"],
    ["11 222 333 0001 81", "11222333000181"],
    ["12.ABC.345/01DE-36", null],
    ["11.222.333/0001-82", null],
    ["00000000000000", null],
    ["12ABC34501DE3A", null],
    ["1122233300018", null],
  ])("parses %j as %j", (text, cnpj) => expect(parseCnpj(text)).toBe(cnpj));

  it("formats both kinds", () => {
    expect(formatCnpj("12ABC34501DE35")).toBe("12.ABC.345/01DE-35");
    expect(formatCnpj("11222333000181")).toBe("11.222.333/0001-81");
  });
});

describe("plate", () => {
  it.each([
    ["abc-1234", "ABC1234"],
    ["ABC 1C34", "ABC1C34"],
    ["ABC1234", "ABC1234"],
    ["ABC12D3", null],
    ["AB12345", null],
    ["ABCD123", null],
    ["ABC12345", null],
  ])("parses %j as %j", (text, plate) => expect(parsePlate(text)).toBe(plate));

  it("knows both spellings as one vehicle", () => {
    expect(canonicalPlate("ABC1234")).toBe("ABC1C34");
    expect(canonicalPlate("ABC1C34")).toBe("ABC1C34");
    expect(plateSpellings("ABC1234")).toEqual(["ABC1C34", "ABC1234"]);
    expect(plateSpellings("ABC1C34")).toEqual(["ABC1C34", "ABC1234"]);
    expect(plateSpellings("ABC1K34")).toEqual(["ABC1K34"]);
    expect(formatPlate("ABC1234")).toBe("ABC-1234");
    expect(formatPlate("ABC1C34")).toBe("ABC1C34");
  });

  it("gives one canonical form for all spellings", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{3}\d[0-9A-Z]\d{2}$/), (plate) => {
        const canonical = canonicalPlate(plate);
        expect(plateSpellings(plate)).toContain(plate);
        for (const spelling of plateSpellings(plate)) expect(canonicalPlate(spelling)).toBe(canonical);
      }),
    );
  });
});

describe("chassis", () => {
  it.each([
    ["9BWZZZ377VT004251", false, "9BWZZZ377VT004251"],
    ["9bwzzz377 vt004251", false, "9BWZZZ377VT004251"],
    ["9BWZZZ377VT0O4251", false, null],
    ["9BWZZZ377VI004251", false, null],
    ["9BWZZZ377VT00425A", false, null],
    ["9BWZZZ377VT00425", false, null],
    ["BJ123456", false, null],
    ["BJ-123456", true, "BJ123456"],
    ["1234", true, null],
    ["A".repeat(22), true, null],
  ])("parses %j (older: %j) as %j", (text, older, chassis) =>
    expect(parseChassis(text, { older })).toBe(chassis),
  );
});

describe("RENAVAM", () => {
  it.each([
    ["00639884962", "00639884962"],
    ["639884962", "00639884962"],
    ["0063988496-2", "00639884962"],
    ["0639884962", "00639884962"],
    ["00639884963", null],
    ["00000000000", null],
    ["39884962", null],
    ["0063988496A", null],
  ])("parses %j as %j", (text, renavam) => expect(parseRenavam(text)).toBe(renavam));
});

describe("CEP", () => {
  it.each([
    ["76801-059", "76801059"],
    ["76.801-059", "76801059"],
    ["7680105", null],
    ["00000-000", null],
    ["7680105a", null],
  ])("parses %j as %j", (text, cep) => expect(parseCep(text)).toBe(cep));

  it("formats", () => expect(formatCep("76801059")).toBe("76801-059"));
});

describe("phone", () => {
  it.each([
    ["(69) 98400-0000", "+5569984000000"],
    ["69 3216-5100", "+556932165100"],
    ["+55 (69) 98400-0000", "+5569984000000"],
    ["0055 69 98400 0000", "+5569984000000"],
    ["069 98400-0000", "+5569984000000"],
    ["(55) 3222-1234", "+555532221234"],
    ["(55) 99999-1234", "+5555999991234"],
    ["55 55 99999-1234", "+5555999991234"],
    ["98400-0000", null],
    ["(20) 98400-0000", null],
    ["(69) 8400-0000", null],
    ["(69) 18400-0000", null],
    ["ramal 12", null],
    ["", null],
  ])("parses %j as %j", (text, phone) => expect(parsePhone(text)).toBe(phone));

  it("formats mobile and landline", () => {
    expect(formatPhone("+5569984000000")).toBe("(69) 98400-0000");
    expect(formatPhone("+556932165100")).toBe("(69) 3216-5100");
  });
});

describe("e-mail", () => {
  it.each([
    [" Maria.Souza@Banco.Example ", "maria.souza@banco.example"],
    ["a+b@c.d.example", "a+b@c.d.example"],
    ["maria@localhost", null],
    ["maria souza@banco.example", null],
    ["maria@@banco.example", null],
    ["maria..souza@banco.example", null],
    [".maria@banco.example", null],
    ["maria@-banco.example", null],
    [`${"a".repeat(65)}@banco.example`, null],
  ])("parses %j as %j", (text, email) => expect(parseEmail(text)).toBe(email));
});

describe("every identifier", () => {
  const kinds = [
    [parseCpf, formatCpf],
    [parseCnpj, formatCnpj],
    [parsePlate, formatPlate],
    [(text: string) => parseChassis(text, { older: true }), (text: string) => text],
    [parseRenavam, (text: string) => text],
    [parseCep, formatCep],
    [parsePhone, formatPhone],
    [parseEmail, (text: string) => text],
  ] as const;

  it("never throws, and reads its own output as the same", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[0-9A-Z.\-/ ()+]{5,20}$/),
      fc.emailAddress(),
      fc.stringMatching(/^\(?[1-9]{2}\)? 9?[2-9]\d{3}-\d{4}$/),
    );
    fc.assert(
      fc.property(text, (input) => {
        for (const [parse, format] of kinds) {
          const parsed = parse(input);
          if (parsed === null) continue;
          expect(parse(parsed)).toBe(parsed);
          expect(parse(format(parsed))).toBe(parsed);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function checkDigits(base: string): string {
  const digit = (digits: string) => {
    const sum = [...digits].reduce((total, char, i) => total + Number(char) * (digits.length + 1 - i), 0);
    return sum % 11 < 2 ? 0 : 11 - (sum % 11);
  };
  const first = digit(base);
  return `${first}${digit(`${base}${first}`)}`;
}
