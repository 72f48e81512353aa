import { formatCents, inWords } from "../numbers";
import { addDays, formatDay } from "./day";
import { FILE_KIND_LABELS, FILE_KIND_TYPES } from "./labels";
import { formatNumber } from "./number";
import { compilePattern } from "./pattern";
import type { Answer, Field, FieldOf, FormFile } from "./schema";

type DayBound = NonNullable<FieldOf<"date">["min"]>;

/** The ISO day of a bound, counted from `today` where it is relative. */
export function resolveDay(bound: DayBound, today: string): string {
  return "date" in bound ? bound.date : addDays(today, bound.daysFromToday);
}

/** What to do about an answer that breaks its field's own limits, or null when it keeps them. */
export function limitProblem(field: Field, answer: Answer, today: string): string | null {
  switch (field.type) {
    case "text":
    case "long_text":
      return typeof answer === "string" ? textProblem(field, answer) : null;
    case "number":
      if (typeof answer === "number" && !hasDecimals(answer, field.decimals))
        return decimalsProblem(field.decimals);
      return rangeProblem(answer, field.min, field.max, formatNumber);
    case "money":
      return rangeProblem(answer, field.min, field.max, formatCents);
    case "date": {
      const min = field.min && resolveDay(field.min, today);
      const max = field.max && resolveDay(field.max, today);
      return dayProblem(String(answer), min, max);
    }
    case "choices":
      return Array.isArray(answer) ? choicesProblem(field, answer.length) : null;
    default:
      return null;
  }
}

function textProblem(field: FieldOf<"text"> | FieldOf<"long_text">, text: string): string | null {
  if (field.minLength && text.length < field.minLength) {
    return `escreva pelo menos ${field.minLength} caracteres (há ${text.length}).`;
  }
  if (text.length > field.maxLength) {
    return `escreva no máximo ${field.maxLength} caracteres (há ${text.length}).`;
  }
  if (field.type === "long_text" || field.pattern === undefined) return null;
  const pattern = compilePattern(field.pattern);
  if (!pattern.ok || pattern.matches(text)) return null;
  return field.patternHint ?? "confira se está no formato pedido.";
}

function rangeProblem(
  answer: Answer,
  min: number | undefined,
  max: number | undefined,
  format: (value: number) => string,
): string | null {
  if (typeof answer !== "number") return null;
  if (min !== undefined && answer < min) return `o menor valor aceito é ${format(min)}.`;
  if (max !== undefined && answer > max) return `o maior valor aceito é ${format(max)}.`;
  return null;
}

function dayProblem(answer: string, min: string | undefined, max: string | undefined): string | null {
  if (min && answer < min) return `escolha uma data a partir de ${formatDay(min)}.`;
  if (max && answer > max) return `escolha uma data até ${formatDay(max)}.`;
  return null;
}

const hasDecimals = (value: number, decimals: number) => Number(value.toFixed(decimals)) === value;
const decimalsProblem = (decimals: number) =>
  decimals === 0
    ? "escreva um número inteiro."
    : `use no máximo ${decimals} ${decimals === 1 ? "casa decimal" : "casas decimais"}.`;

function choicesProblem(field: FieldOf<"choices">, count: number): string | null {
  if (field.min !== undefined && count < field.min) return `escolha pelo menos ${options(field.min)}.`;
  if (field.max !== undefined && count > field.max) return `escolha no máximo ${options(field.max)}.`;
  return null;
}

/** What to do about the files of a field, or null when all is well. `required` asks for at least one. */
export function filesProblem(
  field: FieldOf<"file">,
  files: readonly FormFile[],
  required: boolean,
): string | null {
  const min = field.min ?? 1;
  if (files.length === 0)
    return required ? `anexe ${min === 1 ? "um arquivo" : `pelo menos ${count(min)}`}.` : null;
  if (files.length < min) return `anexe pelo menos ${count(min)} (há ${files.length}).`;
  if (files.length > field.max) return `deixe no máximo ${count(field.max)} (há ${files.length}).`;
  const types = field.kinds && acceptedTypes(field.kinds);
  const wrong = types && files.find((file) => !types.includes(file.type));
  if (wrong && field.kinds) return `“${wrong.name}” não é aceito aqui. Anexe ${kindsInWords(field.kinds)}.`;
  const limit = field.maxSizeMb;
  const large = limit && files.find((file) => file.size > limit * 1024 * 1024);
  if (large) return `“${large.name}” passa de ${formatNumber(limit)} MB. Anexe um arquivo menor.`;
  return null;
}

/** The content types of some kinds of file. */
export function acceptedTypes(kinds: NonNullable<FieldOf<"file">["kinds"]>): string[] {
  return kinds.flatMap((kind) => FILE_KIND_TYPES[kind]);
}

/** `["pdf", "image"]` → `PDF ou imagem`. */
export function kindsInWords(kinds: NonNullable<FieldOf<"file">["kinds"]>): string {
  return inWords(
    kinds.map((kind) => FILE_KIND_LABELS[kind]),
    "ou",
  );
}

const options = (n: number) => (n === 1 ? "1 opção" : `${n} opções`);
const count = (n: number) => (n === 1 ? "1 arquivo" : `${n} arquivos`);
