import fc from "fast-check";
import {
  type Condition,
  FIELD_TYPES,
  type FieldType,
  type FormDefinition,
  type FormDefinitionInput,
  parseDefinition,
} from "@/lib/forms/schema";

type FieldInput = FormDefinitionInput["subjects"][number]["sections"][number]["fields"][number];

/** A form of one subject, "geral", with one section. */
export function formOf(...fields: FieldInput[]): FormDefinition {
  return parseDefinition({
    subjects: [{ id: "geral", label: "Geral", sections: [{ id: "dados", fields }] }],
  });
}

/** Releasing a vehicle's lien, where each case asks for its own documents. */
export const lienForm: FormDefinitionInput = {
  subjects: [
    {
      id: "desbloqueio",
      label: "Desbloqueio para Cancelamento de Gravame",
      sections: [
        {
          id: "caso",
          fields: [
            {
              id: "case",
              type: "choice",
              label: "Caso",
              required: true,
              options: [
                { id: "furto", label: "Veículo com Furto/Roubo" },
                { id: "judicial", label: "Restrição judicial" },
                { id: "outro", label: "Outro" },
              ],
            },
            {
              id: "detalhe",
              type: "long_text",
              label: "Explique o caso",
              required: true,
              showIf: { field: "case", op: "equals", value: "outro" },
            },
          ],
        },
        {
          id: "veiculo",
          title: "Veículo",
          fields: [
            { id: "plate", type: "plate", label: "Placa", required: true },
            { id: "chassis", type: "chassis", label: "Chassi", required: true },
            { id: "valor", type: "money", label: "Valor do contrato" },
          ],
        },
        {
          id: "documentos",
          title: "Documentos",
          showIf: { field: "case", op: "filled" },
          fields: [
            {
              id: "boletim",
              type: "file",
              label: "Boletim de ocorrência",
              kinds: ["pdf"],
              showIf: { field: "case", op: "in", value: ["furto", "outro"] },
              requiredIf: { field: "case", op: "equals", value: "furto" },
            },
            {
              id: "contrato",
              type: "file",
              label: "Contrato",
              requiredIf: {
                all: [
                  { field: "case", op: "not_equals", value: "outro" },
                  {
                    any: [
                      { field: "valor", op: "gt", value: 1000000 },
                      { field: "boletim", op: "empty" },
                    ],
                  },
                ],
              },
            },
          ],
        },
      ],
    },
    {
      id: "duvida",
      label: "Dúvida",
      sections: [{ id: "texto", fields: [{ id: "texto", type: "text", label: "Dúvida" }] }],
    },
  ],
};

const OPTIONS = ["a", "b", "c"].map((id) => ({ id, label: id.toUpperCase() }));

/** Sound definitions of one subject, "geral", in which any field may hang on earlier ones. */
export const anyForm: fc.Arbitrary<FormDefinition> = fc
  .array(fc.record({ type: fc.constantFrom(...FIELD_TYPES), seed: fc.nat(), required: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((items) => {
    const fields = items.map(({ type, seed, required }, at) => {
      const before = items.slice(0, at).map((item, i) => ({ id: `f${i}`, type: item.type }));
      return fieldInput(`f${at}`, type, seed, required, before);
    });
    const cut = (items[0]?.seed ?? 0) % fields.length;
    const first = fields.slice(0, cut + 1);
    const rest = fields.slice(cut + 1);
    const before = items.slice(0, cut + 1).map((item, i) => ({ id: `f${i}`, type: item.type }));
    const showIf = someCondition(items[0]?.seed ?? 0, before);
    const sections = [
      { id: "s0", fields: first },
      ...(rest.length > 0 ? [{ id: "s1", fields: rest, ...(showIf && { showIf }) }] : []),
    ];
    return parseDefinition({ subjects: [{ id: "geral", label: "Geral", sections }] });
  });

type Before = { id: string; type: FieldType }[];

function fieldInput(
  id: string,
  type: FieldType,
  seed: number,
  required: boolean,
  before: Before,
): FieldInput {
  const showIf = seed % 3 === 0 ? someCondition(seed, before) : undefined;
  const requiredIf = seed % 5 === 0 ? someCondition(seed >> 3, before) : undefined;
  const shown = { id, label: `Campo ${id}`, ...(showIf && { showIf }) };
  if (type === "info") return { ...shown, type, text: "Leia com atenção." };
  const asked = { ...shown, required, ...(requiredIf && { requiredIf }) };
  if (type === "choice" || type === "choices") return { ...asked, type, options: OPTIONS };
  return { ...asked, type };
}

/** A condition on earlier fields that suits their types, nested up to three levels. */
function someCondition(seed: number, before: Before, depth = 0): Condition | undefined {
  const usable = before.filter(({ type }) => type !== "info");
  const target = usable[seed % (usable.length || 1)];
  if (!target) return undefined;
  if (depth < 3 && seed % 4 === 1) {
    const parts = [seed >> 2, seed >> 4].flatMap((next) => someCondition(next, before, depth + 1) ?? []);
    return seed % 8 === 1 ? { all: parts } : { any: parts };
  }
  const field = target.id;
  if (seed % 3 === 0) return { field, op: seed % 2 === 0 ? "filled" : "empty" };
  switch (target.type) {
    case "choice":
      return seed % 2 === 0
        ? { field, op: "equals", value: "a" }
        : { field, op: "not_in", value: ["a", "b"] };
    case "choices":
      return { field, op: "contains", value: "b" };
    case "yes_no":
      return { field, op: seed % 2 === 0 ? "equals" : "not_equals", value: true };
    case "number":
    case "money":
      return { field, op: seed % 2 === 0 ? "gt" : "lt", value: 100 };
    case "text":
    case "long_text":
      return { field, op: "contains", value: "a" };
    default:
      return { field, op: "filled" };
  }
}

const plausible = fc.constantFrom(
  "a",
  "b",
  "sim",
  "não",
  "12",
  "1.234,56",
  "21/11/2026",
  "529.982.247-25",
  "12.ABC.345/01DE-35",
  "abc-1234",
  "9BWZZZ377VT004251",
  "639884962",
  "(69) 98400-0000",
  "maria@banco.example",
  "76801-059",
  "",
);

/** Whatever a browser, or somebody pretending to be one, might send. */
export const anyAnswers: fc.Arbitrary<Record<string, unknown>> = fc.dictionary(
  fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 11 }).map((at) => `f${at}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "subject"),
    },
  ),
  fc.oneof(
    { weight: 4, arbitrary: plausible },
    { weight: 1, arbitrary: fc.array(fc.constantFrom("a", "b", "c", "z")) },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double()) },
    { weight: 2, arbitrary: fc.oneof(fc.string({ unit: "binary" }), fc.anything()) },
  ),
  { maxKeys: 14, noNullPrototype: false },
);

const anyFile = fc.record({
  id: fc.uuid(),
  name: fc.string(),
  size: fc.nat(),
  type: fc.constantFrom("application/pdf", "image/png", "text/html"),
});

export const anyFiles = fc.dictionary(
  fc.integer({ min: 0, max: 11 }).map((at) => `f${at}`),
  fc.array(anyFile, { maxLength: 7 }),
);
