import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDefinition } from "@/lib/forms/schema";
import { checkDefinition } from "@/lib/forms/soundness";
import { anyForm, lienForm } from "../support/forms";

const withFields = (...fields: unknown[]) => ({
  subjects: [{ id: "geral", label: "Geral", sections: [{ id: "dados", fields }] }],
});
const problemsOf = (json: unknown) => {
  const checked = checkDefinition(json);
  return checked.ok ? [] : checked.problems;
};
const name = { id: "nome", type: "text", label: "Nome" };
const kind = {
  id: "tipo",
  type: "choice",
  label: "Tipo",
  options: [
    { id: "a", label: "A" },
    { id: "b", label: "B" },
  ],
};

describe("a form's definition", () => {
  it("is taken as written, with defaults filled in", () => {
    const checked = checkDefinition(lienForm);
    expect(checked.ok).toBe(true);
    const [field] = parseDefinition(withFields(name)).subjects[0]?.sections[0]?.fields ?? [];
    expect(field).toEqual({ ...name, required: false, maxLength: 200 });
  });

  it("reads its own output as the same", () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        expect(checkDefinition(JSON.parse(JSON.stringify(form)))).toEqual({ ok: true, definition: form });
      }),
    );
  });

  it.each([
    ["two fields with one id", withFields(name, name), /dois campos com o identificador “nome”/],
    ["a reserved id", withFields({ ...name, id: "service" }), /reservado/],
    ["a property of every object as id", withFields({ ...name, id: "constructor" }), /reservado/],
    ["an id with odd characters", withFields({ ...name, id: "__proto__" }), /campo 1, id: Use letras/],
    ["no label", withFields({ ...name, label: " " }), /campo 1, label: Escreva o nome/],
    ["an unknown type", withFields({ ...name, type: "html" }), /campo 1/],
    ["an unknown setting", withFields({ ...name, onload: "x" }), /campo 1/],
    [
      "a later field in a condition",
      withFields({ ...name, showIf: { field: "tipo", op: "filled" } }, kind),
      /não é um campo anterior/,
    ],
    [
      "a field that hangs on itself",
      withFields({ ...name, showIf: { field: "nome", op: "filled" } }),
      /não é um campo anterior/,
    ],
    [
      "an option that does not exist",
      withFields(kind, { ...name, showIf: { field: "tipo", op: "equals", value: "z" } }),
      /não é uma resposta possível/,
    ],
    [
      "an operator that does not suit",
      withFields(kind, { ...name, showIf: { field: "tipo", op: "gt", value: "a" } }),
      /não serve/,
    ],
    [
      "a list where one value goes",
      withFields(kind, { ...name, showIf: { field: "tipo", op: "equals", value: ["a"] } }),
      /leva um valor/,
    ],
    [
      "one value where a list goes",
      withFields(kind, { ...name, requiredIf: { field: "tipo", op: "in", value: "a" } }),
      /leva uma lista/,
    ],
    [
      "a value where none goes",
      withFields(kind, { ...name, showIf: { field: "tipo", op: "filled", value: "a" } }),
      /não leva valor/,
    ],
    [
      "a date that is not one",
      withFields(
        { id: "dia", type: "date", label: "Dia" },
        { ...name, showIf: { field: "dia", op: "gt", value: "21/11/2026" } },
      ),
      /não é uma resposta possível/,
    ],
    [
      "two options with one id",
      withFields({
        ...kind,
        options: [
          { id: "a", label: "A" },
          { id: "a", label: "B" },
        ],
      }),
      /duas opções com/,
    ],
    [
      "two options that read the same",
      withFields({
        ...kind,
        options: [
          { id: "a", label: "A" },
          { id: "b", label: "A" },
        ],
      }),
      /duas opções “A”/,
    ],
    ["a minimum above the maximum", withFields({ ...name, minLength: 300 }), /mínimo é maior/],
    [
      "days in the wrong order",
      withFields({
        id: "dia",
        type: "date",
        label: "Dia",
        min: { daysFromToday: 1 },
        max: { daysFromToday: 0 },
      }),
      /mínimo é maior/,
    ],
    [
      "more choices than options",
      withFields({ ...kind, type: "choices", min: 3 }),
      /mais opções do que existem/,
    ],
    [
      "a pattern that does not compile",
      withFields({ ...name, pattern: "(", patternHint: "x" }),
      /o padrão não serve/,
    ],
    ["a pattern without words", withFields({ ...name, pattern: "a+" }), /explicar em palavras/],
    [
      "two sections with one id",
      {
        subjects: [
          {
            id: "g",
            label: "G",
            sections: [
              { id: "s", fields: [name] },
              { id: "s", fields: [kind] },
            ],
          },
        ],
      },
      /duas seções/,
    ],
    [
      "two subjects with one id",
      {
        subjects: [
          { id: "g", label: "G", sections: [] },
          { id: "g", label: "H", sections: [] },
        ],
      },
      /dois assuntos/,
    ],
    ["no subject", { subjects: [] }, /assunto|subjects/],
    ["an empty condition", withFields(kind, { ...name, showIf: { all: [] } }), /campo 2/],
    ["something else", "texto", /formulário/],
  ])("refuses %s, in words", (_, json, words) => {
    const problems = problemsOf(json);
    expect(problems.join("\n")).toMatch(words);
  });

  it("refuses conditions and values nested beyond reason without running out of stack", () => {
    let condition: unknown = { field: "tipo", op: "filled" };
    for (let i = 0; i < 6; i++) condition = { all: [condition] };
    expect(problemsOf(withFields(kind, { ...name, showIf: condition })).join()).toMatch(/mais de 5 níveis/);
    for (let i = 0; i < 50000; i++) condition = { all: [condition] };
    expect(problemsOf(withFields(kind, { ...name, showIf: condition }))).toEqual([
      "O formulário tem níveis demais.",
    ]);
  });

  it("never throws on any value", () => {
    fc.assert(
      fc.property(fc.anything(), (json) => void checkDefinition(json)),
      { numRuns: 500 },
    );
  });
});
