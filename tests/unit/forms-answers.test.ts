import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAnswers, describeAnswers, identifiersOf } from "@/lib/forms/answers";
import { evaluate } from "@/lib/forms/evaluate";
import { readAnswer } from "@/lib/forms/reading";
import { type FormFile, parseDefinition } from "@/lib/forms/schema";
import { anyAnswers, anyFiles, anyForm, formOf, lienForm } from "../support/forms";

const today = "2026-11-21";
const lien = parseDefinition(lienForm);
const pdf: FormFile = { id: "1", name: "bo.pdf", size: 1000, type: "application/pdf" };
const vehicle = { plate: "abc-1234", chassis: "9BWZZZ377VT004251" };

const requiredIn = (answers: Record<string, unknown>, files = {}) =>
  evaluate(lien, "desbloqueio", answers, files).sections.flatMap(({ fields }) =>
    fields.filter(({ required }) => required).map(({ field }) => field.id),
  );
const visibleIn = (answers: Record<string, unknown>) =>
  evaluate(lien, "desbloqueio", answers).sections.flatMap(({ fields }) =>
    fields.map(({ field }) => field.id),
  );

describe("what is visible and required", () => {
  it("follows the answers given before", () => {
    expect(visibleIn({})).toEqual(["case", "plate", "chassis", "valor"]);
    expect(visibleIn({ case: "furto" })).toEqual([
      "case",
      "plate",
      "chassis",
      "valor",
      "boletim",
      "contrato",
    ]);
    expect(visibleIn({ case: "outro" })).toContain("detalhe");
    expect(visibleIn({ case: "inexistente" })).not.toContain("boletim");
  });

  it("makes a file mandatory when an option is chosen, in nested conditions too", () => {
    expect(requiredIn({ case: "furto" })).toEqual(["case", "plate", "chassis", "boletim", "contrato"]);
    expect(requiredIn({ case: "furto" }, { boletim: [pdf] })).not.toContain("contrato");
    expect(requiredIn({ case: "furto", valor: "10.000,01" }, { boletim: [pdf] })).toContain("contrato");
    expect(requiredIn({ case: "judicial" })).toContain("contrato");
    expect(requiredIn({ case: "outro" })).not.toContain("contrato");
  });

  it("counts a hidden field as unanswered for the fields after it", () => {
    const form = formOf(
      { id: "a", type: "yes_no", label: "A" },
      { id: "b", type: "text", label: "B", showIf: { field: "a", op: "equals", value: true } },
      { id: "c", type: "text", label: "C", showIf: { field: "b", op: "filled" } },
    );
    expect(evaluate(form, "geral", { a: "não", b: "resto", c: "resto" }).answers).toEqual({ a: false });
    expect(evaluate(form, "geral", { a: "sim", b: "x", c: "y" }).answers).toEqual({
      a: true,
      b: "x",
      c: "y",
    });
  });

  it.each([
    [{ field: "t", op: "equals", value: "SAO PAULO" } as const, { t: "São Paulo" }, true],
    [{ field: "t", op: "contains", value: "paulo" } as const, { t: "São Paulo" }, true],
    [{ field: "t", op: "not_equals", value: "x" } as const, {}, true],
    [{ field: "t", op: "filled" } as const, { t: "x" }, true],
    [{ field: "t", op: "filled" } as const, { t: " " }, false],
    [{ field: "t", op: "empty" } as const, { t: "x" }, false],
    [{ field: "t", op: "empty" } as const, {}, true],
    [{ field: "n", op: "filled" } as const, { n: "dez" }, false],
    [{ field: "p", op: "equals", value: "ABC-1234" } as const, { p: "abc1234" }, true],
    [{ field: "d", op: "lt", value: "2026-01-01" } as const, { d: "31/12/2025" }, true],
    [{ field: "d", op: "gt", value: "2026-01-01" } as const, {}, false],
    [{ field: "n", op: "gt", value: 10 } as const, { n: "10,5" }, true],
    [{ field: "n", op: "in", value: [1, 2] } as const, { n: "2" }, true],
    [{ field: "c", op: "in", value: ["b"] } as const, { c: ["a", "b"] }, true],
    [{ field: "c", op: "not_in", value: ["b"] } as const, { c: ["a", "b"] }, false],
    [{ field: "c", op: "contains", value: "a" } as const, { c: ["a"] }, true],
  ])("%j with %j: %j", (showIf, answers, visible) => {
    const options = [
      { id: "a", label: "A" },
      { id: "b", label: "B" },
    ];
    const form = formOf(
      { id: "t", type: "text", label: "T" },
      { id: "p", type: "plate", label: "P" },
      { id: "d", type: "date", label: "D" },
      { id: "n", type: "number", label: "N", decimals: 1 },
      { id: "c", type: "choices", label: "C", options },
      { id: "fim", type: "text", label: "Fim", showIf },
    );
    const shown = evaluate(form, "geral", answers).sections.flatMap(({ fields }) =>
      fields.map((f) => f.field.id),
    );
    expect(shown.includes("fim")).toBe(visible);
  });
});

describe("checking answers", () => {
  it("gives back what is stored, typed, without what is hidden or unknown", () => {
    const raw = { ...vehicle, case: "furto", detalhe: "escondido", valor: "R$ 1.234,56", outro: "x" };
    const files = { boletim: [pdf], estranho: [pdf] };
    expect(checkAnswers(lien, "desbloqueio", raw, files, { today })).toEqual({
      ok: true,
      answers: { case: "furto", plate: "ABC1234", chassis: "9BWZZZ377VT004251", valor: 123456 },
      files: { boletim: [pdf] },
    });
  });

  it("names each field that needs something and says what", () => {
    const raw = { case: "furto", plate: "ABC12", valor: "mil" };
    const checked = checkAnswers(lien, "desbloqueio", raw, {}, { today });
    expect(!checked.ok && checked.errors).toEqual([
      { fieldId: "plate", label: "Placa", message: "“Placa”: escreva a placa como ABC1234 ou ABC1D23." },
      { fieldId: "chassis", label: "Chassi", message: "Preencha “Chassi”." },
      {
        fieldId: "valor",
        label: "Valor do contrato",
        message: "“Valor do contrato”: escreva o valor em reais, por exemplo 1.234,56.",
      },
      {
        fieldId: "boletim",
        label: "Boletim de ocorrência",
        message: "“Boletim de ocorrência”: anexe um arquivo.",
      },
      { fieldId: "contrato", label: "Contrato", message: "“Contrato”: anexe um arquivo." },
    ]);
  });

  it.each(["", "inexistente", "__proto__", "constructor"])(
    "asks for the subject when it is %j",
    (subjectId) => {
      const checked = checkAnswers(lien, subjectId, {}, {}, { today });
      expect(!checked.ok && checked.errors).toEqual([
        { fieldId: "subject", label: "Assunto", message: "Escolha o assunto." },
      ]);
    },
  );

  it("takes nothing that an object merely inherits for an answer", () => {
    const form = formOf({ id: "constructor", type: "text", label: "C" });
    expect(checkAnswers(form, "geral", {}, {}, { today })).toEqual({ ok: true, answers: {}, files: {} });
  });

  const field = { id: "x", label: "X" };
  const options = ["a", "b", "c"].map((id) => ({ id, label: id }));
  it.each([
    [{ ...field, type: "text", minLength: 3 } as const, "ab", "escreva pelo menos 3 caracteres (há 2)."],
    [{ ...field, type: "text", maxLength: 3 } as const, "abcd", "escreva no máximo 3 caracteres (há 4)."],
    [
      { ...field, type: "text", pattern: "\\d{4}/\\d{2}", patternHint: "escreva como 2026/11." } as const,
      "11-2026",
      "escreva como 2026/11.",
    ],
    [{ ...field, type: "number" } as const, "1,5", "escreva um número inteiro."],
    [{ ...field, type: "number", decimals: 1 } as const, "1,55", "use no máximo 1 casa decimal."],
    [{ ...field, type: "number", min: 10 } as const, "9", "o menor valor aceito é 10."],
    [
      { ...field, type: "money", max: 100000 } as const,
      "1000,01",
      "o maior valor aceito é R$\u00a01.000,00.",
    ],
    [
      { ...field, type: "date", max: { daysFromToday: 0 } } as const,
      "22/11/2026",
      "escolha uma data até 21/11/2026.",
    ],
    [
      { ...field, type: "date", min: { date: "2026-01-01" } } as const,
      "2025-12-31",
      "escolha uma data a partir de 01/01/2026.",
    ],
    [{ ...field, type: "choices", options, min: 2 } as const, ["a"], "escolha pelo menos 2 opções."],
    [{ ...field, type: "choices", options, max: 1 } as const, ["a", "c"], "escolha no máximo 1 opção."],
    [{ ...field, type: "choices", options } as const, ["z"], "escolha entre as opções da lista."],
    [{ ...field, type: "cpf" } as const, "529.982.247-26", "confira os 11 números do CPF."],
    [
      { ...field, type: "email" } as const,
      { email: "a@b.example" },
      "escreva o e-mail completo, como nome@exemplo.com.br.",
    ],
  ])("%j refuses %j", (definition, raw, message) => {
    const checked = checkAnswers(formOf(definition), "geral", { x: raw }, {}, { today });
    expect(!checked.ok && checked.errors[0]?.message).toBe(`“X”: ${message}`);
  });

  it.each([
    [{ min: 2 }, [pdf], "anexe pelo menos 2 arquivos (há 1)."],
    [{ max: 1 }, [pdf, pdf], "deixe no máximo 1 arquivo (há 2)."],
    [
      { kinds: ["image" as const, "spreadsheet" as const] },
      [pdf],
      "“bo.pdf” não é aceito aqui. Anexe imagem ou planilha.",
    ],
    [{ maxSizeMb: 1 }, [{ ...pdf, size: 2 ** 20 + 1 }], "“bo.pdf” passa de 1 MB. Anexe um arquivo menor."],
  ])("a file field with %j refuses", (settings, files, message) => {
    const form = formOf({ ...field, type: "file", ...settings });
    const checked = checkAnswers(form, "geral", {}, { x: files }, { today });
    expect(!checked.ok && checked.errors[0]?.message).toBe(`“X”: ${message}`);
  });
});

describe("reading an answer", () => {
  it.each([
    ["number", "1.234,5", 1234.5],
    ["number", "1.500", 1500],
    ["number", "1500.25", 1500.25],
    ["number", "-3", -3],
    ["money", "R$ 1.234,56", 123456],
    ["money", "1234", 123400],
    ["money", "0,1", 10],
    ["money", "1.234", 123400],
    ["money", 1234, 1234],
    ["date", "2026-02-28", "2026-02-28"],
    ["date", "1/3/2026", "2026-03-01"],
    ["yes_no", "Não", false],
    ["yes_no", "SIM", true],
    ["yes_no", true, true],
    ["text", "  João \u202e\u0000 da\n Silva ", "João da Silva"],
    ["long_text", "a\r\nb\u0007", "a\nb"],
    ["phone", "(69) 98400-0000", "+5569984000000"],
  ] as const)("%s reads %j as %j", (type, raw, value) => {
    const [field] = formOf({ id: "x", label: "X", type }).subjects[0]?.sections[0]?.fields ?? [];
    expect(field && readAnswer(field, raw)).toEqual({ kind: "value", value });
  });

  it.each([
    ["number", "1,2,3"],
    ["number", "1e5"],
    ["number", "1,234.56"],
    ["number", "Infinity"],
    ["number", Number.NaN],
    ["money", "1,999"],
    ["money", 1.5],
    ["date", "31/02/2026"],
    ["date", "2026-13-01"],
    ["yes_no", "talvez"],
    ["yes_no", "__proto__"],
    ["text", ["a"]],
    ["text", true],
  ] as const)("%s cannot read %j", (type, raw) => {
    const [field] = formOf({ id: "x", label: "X", type }).subjects[0]?.sections[0]?.fields ?? [];
    expect(field && readAnswer(field, raw)).toEqual({ kind: "unreadable" });
  });
});

describe("stored answers", () => {
  const answers = { case: "furto", plate: "ABC1234", chassis: "9BWZZZ377VT004251", valor: 123456 };

  it("are described in the order of the form", () => {
    expect(describeAnswers(lien, "desbloqueio", answers)).toEqual([
      { fieldId: "case", label: "Caso", type: "choice", text: "Veículo com Furto/Roubo" },
      { fieldId: "plate", label: "Placa", type: "plate", text: "ABC-1234" },
      { fieldId: "chassis", label: "Chassi", type: "chassis", text: "9BWZZZ377VT004251" },
      { fieldId: "valor", label: "Valor do contrato", type: "money", text: "R$\u00a01.234,56" },
    ]);
  });

  it("come with a mask where the whole value is personal", () => {
    const form = formOf({ id: "cpf", type: "cpf", label: "CPF" });
    expect(describeAnswers(form, "geral", { cpf: "52998224725" })).toEqual([
      { fieldId: "cpf", label: "CPF", type: "cpf", text: "529.982.247-25", masked: "***.982.247-**" },
    ]);
  });

  it("give what a ticket is found by, once each, plates in one spelling", () => {
    const form = formOf(
      { id: "a", type: "plate", label: "A" },
      { id: "b", type: "plate", label: "B" },
      { id: "c", type: "cnpj", label: "C" },
      { id: "d", type: "text", label: "D" },
    );
    const stored = { a: "ABC1234", b: "ABC1C34", c: "12ABC34501DE35", d: "ABC9999" };
    expect(identifiersOf(form, "geral", stored)).toEqual([
      { kind: "plate", value: "ABC1C34" },
      { kind: "cnpj", value: "12ABC34501DE35" },
    ]);
  });
});

describe("any form with any submission", () => {
  it("never throws, never stores or requires what is hidden, and reads its own output as the same", () => {
    fc.assert(
      fc.property(anyForm, anyAnswers, anyFiles, (form, raw, files) => {
        const { sections, answers } = evaluate(form, "geral", raw, files);
        const visible = new Set(sections.flatMap(({ fields }) => fields.map(({ field }) => field.id)));
        for (const id of Object.keys(answers)) expect(visible).toContain(id);
        expect(evaluate(form, "geral", answers, files)).toEqual({ ...evaluate(form, "geral", raw, files) });

        const checked = checkAnswers(form, "geral", raw, files, { today });
        if (!checked.ok) {
          for (const { fieldId, label, message } of checked.errors) {
            expect(visible).toContain(fieldId);
            expect(message).toContain(label);
          }
          return;
        }
        expect(checked.answers).toEqual(answers);
        for (const id of Object.keys(checked.files)) expect(visible).toContain(id);
        expect(checkAnswers(form, "geral", checked.answers, checked.files, { today })).toEqual(checked);
        expect(JSON.parse(JSON.stringify(checked.answers))).toEqual(checked.answers);
        describeAnswers(form, "geral", checked.answers);
        identifiersOf(form, "geral", checked.answers);
      }),
      { numRuns: 2000 },
    );
  });
});
