import type { Field, FormDefinition } from "@/lib/forms/schema";

/** Answers as people give them, and as they come back out of the database. */
const EXAMPLES: Readonly<Record<Exclude<Field["type"], "info" | "file">, readonly unknown[]>> = {
  text: ["Rua das Flores, 12", "  ação  ", "<b>x</b>"],
  long_text: ["Uma linha\ne outra", "x".repeat(900)],
  number: ["12", "-3", 7, 0],
  money: ["R$ 1.234,56", "10", 2550],
  date: ["21/11/2026", "2026-11-21", "01/02/1999"],
  choice: ["a", "b", "c"],
  choices: [["a"], ["a", "c"], "b"],
  yes_no: ["sim", "não", true, false],
  cpf: ["529.982.247-25", "52998224725"],
  cnpj: ["12.ABC.345/01DE-35", "12ABC34501DE35"],
  plate: ["abc-1234", "ABC1C34"],
  chassis: ["9BWZZZ377VT004251", "9bw zzz 377 vt004251"],
  renavam: ["639884962", "00639884962"],
  phone: ["(69) 98400-0000", "+5569984000000"],
  email: ["maria@banco.example", " Maria@Banco.example "],
  cep: ["76801-059", "76801059"],
};

/** A sensible answer to every field of the form, which of them the dice say. */
export function fittingAnswers(definition: FormDefinition, dice: readonly number[]): Record<string, unknown> {
  const fields = definition.subjects.flatMap(({ sections }) => sections.flatMap((section) => section.fields));
  return Object.fromEntries(
    fields.flatMap((field, at) => {
      if (field.type === "info" || field.type === "file") return [];
      const examples = EXAMPLES[field.type];
      return [[field.id, examples[(dice[at % dice.length] ?? 0) % examples.length]]];
    }),
  );
}
