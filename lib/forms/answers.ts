import { canonicalPlate } from "@/lib/identifiers/plate";
import { displayText, maskedText } from "./display";
import { evaluate, fieldsOf, own } from "./evaluate";
import { EXPECTED } from "./labels";
import { filesProblem, limitProblem } from "./limits";
import { readAnswer } from "./reading";
import type { Answers, FieldType, FormDefinition, FormFile, FormFiles, InputField } from "./schema";

/** `fieldId` is "subject" when the subject itself is the problem. */
export type AnswerError = { fieldId: string; label: string; message: string };
export type Checked =
  | { ok: true; answers: Answers; files: Record<string, FormFile[]> }
  | { ok: false; errors: AnswerError[] };

/**
 * Checks a submission as browser and server both do: what is hidden is dropped, what remains is
 * read into the form that is stored, and each problem says what to do and names its field.
 * `today` is the ISO day where the service is.
 */
export function checkAnswers(
  definition: FormDefinition,
  subjectId: string,
  raw: Readonly<Record<string, unknown>>,
  files: FormFiles,
  { today }: { today: string },
): Checked {
  const { subject, sections, answers } = evaluate(definition, subjectId, raw, files);
  if (!subject) {
    return { ok: false, errors: [{ fieldId: "subject", label: "Assunto", message: "Escolha o assunto." }] };
  }
  const errors: AnswerError[] = [];
  const kept: Record<string, FormFile[]> = {};
  for (const { field, required } of sections.flatMap((section) => section.fields)) {
    if (field.type === "info") continue;
    const sent = field.type === "file" ? (own(files, field.id) ?? []) : [];
    if (sent.length > 0) kept[field.id] = [...sent];
    const message = problem(field, required, own(raw, field.id), sent, today);
    if (message) errors.push({ fieldId: field.id, label: field.label, message });
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, answers, files: kept };
}

/** The problem of one visible field, for checking it as the person leaves it; null when it is well. */
export function problem(
  field: InputField,
  required: boolean,
  raw: unknown,
  files: readonly FormFile[],
  today: string,
): string | null {
  if (field.type === "file") return named(field, filesProblem(field, files, required));
  const reading = readAnswer(field, raw);
  if (reading.kind === "blank") return required ? missing(field) : null;
  if (reading.kind === "unreadable") return named(field, EXPECTED[field.type]);
  return named(field, limitProblem(field, reading.value, today));
}

function missing(field: InputField): string {
  const chosen = field.type === "choice" || field.type === "choices" || field.type === "yes_no";
  return chosen ? `Escolha uma resposta em “${field.label}”.` : `Preencha “${field.label}”.`;
}

const named = (field: InputField, text: string | null) => text && `“${field.label}”: ${text}`;

export type DescribedAnswer = {
  fieldId: string;
  label: string;
  type: FieldType;
  text: string;
  /** The text to show where the whole value is not needed (CPF). */
  masked?: string;
};

/** Stored answers in words, in the order of the form. Takes what is stored as it is: conditions ran when it was sent. */
export function describeAnswers(
  definition: FormDefinition,
  subjectId: string,
  answers: Readonly<Answers>,
): DescribedAnswer[] {
  return fieldsOf(definition, subjectId).flatMap((field) => {
    const answer = own(answers, field.id);
    if (answer === undefined) return [];
    const masked = maskedText(field, answer);
    const text = displayText(field, answer);
    return [{ fieldId: field.id, label: field.label, type: field.type, text, ...(masked && { masked }) }];
  });
}

export const IDENTIFIER_KINDS = ["plate", "chassis", "renavam", "cpf", "cnpj"] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];
export type Identifier = { kind: IdentifierKind; value: string };

/** What a ticket can be found by, each once: plates in the spelling that is the same for both formats. */
export function identifiersOf(
  definition: FormDefinition,
  subjectId: string,
  answers: Readonly<Answers>,
): Identifier[] {
  const found = new Map<string, Identifier>();
  for (const field of fieldsOf(definition, subjectId)) {
    const kind = IDENTIFIER_KINDS.find((identifier) => identifier === field.type);
    const answer = own(answers, field.id);
    if (!kind || typeof answer !== "string") continue;
    const value = kind === "plate" ? canonicalPlate(answer) : answer;
    found.set(`${kind} ${value}`, { kind, value });
  }
  return [...found.values()];
}
