import { z } from "zod";
import { isTooDeep } from "@/lib/richtext/depth";
import { compilePattern } from "./pattern";
import { answerOf } from "./reading";
import {
  type Comparison,
  type Condition,
  type Field,
  type FieldType,
  type FormDefinition,
  formShape,
  type Operator,
  type Subject,
} from "./schema";

const MAX_DEPTH = 30;
const MAX_CONDITION_DEPTH = 5;
/** Placeholders of a title, the name of the subject's own control, and a property every object has. */
const RESERVED = new Set(["service", "subject", "number", "constructor"]);

const WORDS: readonly Operator[] = ["equals", "not_equals", "in", "not_in", "contains", "filled", "empty"];
const AMOUNTS: readonly Operator[] = ["equals", "not_equals", "in", "not_in", "gt", "lt", "filled", "empty"];
const OPERATORS_OF: Partial<Record<FieldType, readonly Operator[]>> = {
  number: AMOUNTS,
  money: AMOUNTS,
  date: AMOUNTS,
  choice: ["equals", "not_equals", "in", "not_in", "filled", "empty"],
  choices: ["contains", "in", "not_in", "filled", "empty"],
  yes_no: ["equals", "not_equals", "filled", "empty"],
  file: ["filled", "empty"],
  info: [],
};

/** The operators a condition may use on a field of this type. */
export const operatorsOf = (type: FieldType): readonly Operator[] => OPERATORS_OF[type] ?? WORDS;

export type Soundness = { ok: true; definition: FormDefinition } | { ok: false; problems: string[] };

/** Checks a definition before it is saved: its shape, and that it makes sense. Problems are for its author. */
export function checkDefinition(json: unknown): Soundness {
  if (isTooDeep(json, MAX_DEPTH)) return { ok: false, problems: ["O formulário tem níveis demais."] };
  const parsed = formShape.safeParse(json, { error: z.locales.pt().localeError });
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => `${place(issue.path)}: ${issue.message}`),
    };
  }
  const { subjects } = parsed.data;
  const problems = [
    ...repeated(subjects.map(({ id }) => id)).map((id) => `Há dois assuntos com o identificador “${id}”.`),
    ...subjects.flatMap(subjectProblems),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, definition: parsed.data };
}

function subjectProblems(subject: Subject): string[] {
  const where = `Assunto “${subject.label}”`;
  const fields = subject.sections.flatMap((section) => section.fields);
  const problems = [
    ...repeated(subject.sections.map(({ id }) => id)).map(
      (id) => `há duas seções com o identificador “${id}”.`,
    ),
    ...repeated(fields.map(({ id }) => id)).map((id) => `há dois campos com o identificador “${id}”.`),
  ];
  const earlier = new Map<string, Field>();
  for (const section of subject.sections) {
    const name = `a seção “${section.title ?? section.id}”`;
    problems.push(...conditionProblems(section.showIf, earlier).map((text) => `${name}: ${text}`));
    for (const field of section.fields) {
      const requiredIf = "requiredIf" in field ? field.requiredIf : undefined;
      const found = [
        ...conditionProblems(field.showIf, earlier),
        ...conditionProblems(requiredIf, earlier),
        ...fieldProblems(field),
      ];
      problems.push(...found.map((text) => `o campo “${field.label}”: ${text}`));
      earlier.set(field.id, field);
    }
  }
  return problems.map((text) => `${where}: ${text}`);
}

function conditionProblems(
  condition: Condition | undefined,
  earlier: Map<string, Field>,
  depth = 1,
): string[] {
  if (!condition) return [];
  if (depth > MAX_CONDITION_DEPTH) return [`a condição tem mais de ${MAX_CONDITION_DEPTH} níveis.`];
  if ("all" in condition) return condition.all.flatMap((part) => conditionProblems(part, earlier, depth + 1));
  if ("any" in condition) return condition.any.flatMap((part) => conditionProblems(part, earlier, depth + 1));
  const field = earlier.get(condition.field);
  if (!field) return [`a condição usa “${condition.field}”, que não é um campo anterior deste assunto.`];
  const problem = comparisonProblem(condition, field);
  return problem ? [problem] : [];
}

function comparisonProblem({ op, value }: Comparison, field: Field): string | null {
  if (!operatorsOf(field.type).includes(op)) return `a comparação “${op}” não serve para “${field.label}”.`;
  if (op === "filled" || op === "empty")
    return value === undefined ? null : `a comparação “${op}” não leva valor.`;
  const isList = op === "in" || op === "not_in";
  if (value === undefined || Array.isArray(value) !== isList) {
    return isList ? `a comparação “${op}” leva uma lista de valores.` : `a comparação “${op}” leva um valor.`;
  }
  const unfit = [value].flat().find((single) => !fits(field, op, single));
  return unfit === undefined ? null : `“${unfit}” não é uma resposta possível de “${field.label}”.`;
}

function fits(field: Field, op: Operator, value: string | number | boolean): boolean {
  if (field.type === "choice" || field.type === "choices")
    return field.options.some(({ id }) => id === value);
  if (field.type === "number" || field.type === "money") return typeof value === "number";
  if (field.type === "yes_no") return typeof value === "boolean";
  if (typeof value !== "string") return false;
  // Dates are compared as stored, day against day.
  if (field.type === "date") return answerOf(field, value) === value;
  return op === "contains" ? value !== "" : answerOf(field, value) !== undefined;
}

function fieldProblems(field: Field): string[] {
  const problems: string[] = [];
  if (RESERVED.has(field.id)) problems.push(`o identificador “${field.id}” é reservado.`);
  if ("options" in field) {
    problems.push(
      ...repeated(field.options.map(({ id }) => id)).map(
        (id) => `há duas opções com o identificador “${id}”.`,
      ),
    );
    problems.push(
      ...repeated(field.options.map(({ label }) => label)).map((label) => `há duas opções “${label}”.`),
    );
  }
  if (!inOrder(field)) problems.push("o mínimo é maior que o máximo.");
  if (field.type === "choices" && Math.max(field.min ?? 0, field.max ?? 0) > field.options.length) {
    problems.push("pede mais opções do que existem.");
  }
  if (field.type === "text" && field.pattern !== undefined) {
    const pattern = compilePattern(field.pattern);
    if (!pattern.ok) problems.push(`o padrão não serve. ${pattern.problem}`);
    if (!field.patternHint) problems.push("falta explicar em palavras o que o padrão espera.");
  }
  return problems;
}

function inOrder(field: Field): boolean {
  if (field.type === "text" || field.type === "long_text") return (field.minLength ?? 0) <= field.maxLength;
  if (field.type === "date") return datesInOrder(field.min, field.max);
  if (!("min" in field) || field.min === undefined || field.max === undefined) return true;
  return field.min <= field.max;
}

type Bound = Extract<Field, { type: "date" }>["min"];

/** A fixed day and a relative one cannot be compared before the day comes. */
function datesInOrder(min: Bound, max: Bound): boolean {
  if (!min || !max) return true;
  if ("date" in min && "date" in max) return min.date <= max.date;
  return !("daysFromToday" in min && "daysFromToday" in max) || min.daysFromToday <= max.daysFromToday;
}

const PLACES: Record<string, string> = {
  subjects: "assunto",
  sections: "seção",
  fields: "campo",
  options: "opção",
};

/** `subjects.0.sections.1` → `assunto 1, seção 2`. */
function place(path: readonly PropertyKey[]): string {
  const steps = path.flatMap((key, at) => {
    if (typeof key === "number") return [];
    const next = path[at + 1];
    const name = PLACES[String(key)] ?? String(key);
    return [typeof next === "number" ? `${name} ${next + 1}` : name];
  });
  return steps.join(", ") || "formulário";
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}
