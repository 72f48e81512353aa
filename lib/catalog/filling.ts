import type { SentFile } from "@/lib/attachments/schema";
import { checkAnswers } from "@/lib/forms/answers";
import { displayText } from "@/lib/forms/display";
import { evaluate, fieldsOf, own } from "@/lib/forms/evaluate";
import { answerOf } from "@/lib/forms/reading";
import type { Answers, Field, FormDefinition } from "@/lib/forms/schema";
import { parseEmail } from "@/lib/identifiers/email";
import { parsePhone } from "@/lib/identifiers/phone";

/** An answer while it is typed: text as it stands in the box, or the options chosen. */
export type RawAnswer = string | string[];

/** The opening form of a service while a person fills it in; also what its draft holds. */
export interface Filling {
  subjectId: string;
  /** Of every field met so far: what a condition hides now is kept until the form is sent. */
  answers: Record<string, RawAnswer>;
  fieldFiles: Record<string, SentFile[]>;
  files: SentFile[];
  contactEmail: string;
  contactPhone: string;
  locality: string;
}

/** Where in the form a problem is. */
export type FillingName =
  | "subjectId"
  | "files"
  | "contactEmail"
  | "contactPhone"
  | "locality"
  | `answers.${string}`
  | `fieldFiles.${string}`;

export interface FillingProblem {
  name: FillingName;
  message: string;
}

const EMAIL = "Escreva o e-mail completo, como nome@exemplo.com.br, ou deixe em branco.";
const PHONE = "Escreva o telefone com DDD, como (69) 98400-0000, ou deixe em branco.";

/** Everything that keeps the form from being sent, in the order of the page. The server checks the same again. */
export function fillingProblems(
  definition: FormDefinition,
  filling: Filling,
  today: string,
): FillingProblem[] {
  const answers = tidyAnswers(definition, filling);
  const checked = checkAnswers(definition, filling.subjectId, answers, filling.fieldFiles, { today });
  const problems = checked.ok
    ? []
    : checked.errors.map(({ fieldId, message }) => ({
        name: fillingName(definition, filling.subjectId, fieldId) ?? ("subjectId" as const),
        message,
      }));
  const { contactEmail, contactPhone } = filling;
  if (contactEmail.trim() && !parseEmail(contactEmail))
    problems.push({ name: "contactEmail", message: EMAIL });
  if (contactPhone.trim() && !parsePhone(contactPhone))
    problems.push({ name: "contactPhone", message: PHONE });
  return problems;
}

/** What the form sends: answers and files of visible fields only. */
export function sentFilling(definition: FormDefinition, filling: Filling) {
  const answers = tidyAnswers(definition, filling);
  const { sections } = evaluate(definition, filling.subjectId, answers, filling.fieldFiles);
  const visible = new Set(sections.flatMap((section) => section.fields.map(({ field }) => field.id)));
  const ids = (files: SentFile[]) => files.map((file) => file.id);
  const shown = <T>(record: Record<string, T>) =>
    Object.entries(record).filter(([fieldId, value]) => visible.has(fieldId) && value !== undefined);
  return {
    subjectId: filling.subjectId,
    answers: Object.fromEntries(shown(answers)),
    fieldFiles: Object.fromEntries(
      shown(filling.fieldFiles).map(([fieldId, files]) => [fieldId, ids(files)]),
    ),
    files: ids(filling.files),
    contactEmail: parseEmail(filling.contactEmail),
    contactPhone: parsePhone(filling.contactPhone),
    locality: filling.locality.trim() || null,
  };
}

/** Where the form shows what the server says of a field; null for what has no place in it. */
export function fillingName(definition: FormDefinition, subjectId: string, said: string): FillingName | null {
  const [first = "", second] = said.split(".");
  const fieldId = first === "answers" || first === "fieldFiles" ? second : first;
  const field = fieldsOf(definition, subjectId).find(({ id }) => id === fieldId);
  if (field) return field.type === "file" ? `fieldFiles.${field.id}` : `answers.${field.id}`;
  if (first === "subject" || first === "subjectId") return "subjectId";
  const own = (["files", "contactEmail", "contactPhone", "locality"] as const).find((name) => name === first);
  return own ?? null;
}

/** An answer as people write it, for leaving the box; what cannot be read stays as it was typed. */
export function tidyAnswer(field: Field, raw: string): string {
  const text = field.type === "date" ? withSlashes(raw) : raw;
  const answer = answerOf(field, text);
  if (answer === undefined || KEPT.includes(field.type)) return text;
  return typedText(field, answer);
}

/** Types whose text is left exactly as the person wrote it. */
const KEPT: readonly Field["type"][] = ["text", "long_text", "choice", "yes_no"];

/** `21112026` → `21/11/2026`: the numeric keyboards of phones have no slash. */
function withSlashes(raw: string): string {
  return raw.trim().replace(/^(\d{2})(\d{2})(\d{4})$/, "$1/$2/$3");
}

function tidyAnswers(definition: FormDefinition, filling: Filling): Record<string, RawAnswer> {
  const answers = { ...filling.answers };
  for (const field of fieldsOf(definition, filling.subjectId)) {
    const raw = own(answers, field.id);
    if (typeof raw === "string" && field.type === "date") answers[field.id] = withSlashes(raw);
  }
  return answers;
}

/** Stored answers as the form would hold them, for a new ticket that goes on from an old one. */
export function rawAnswers(
  definition: FormDefinition,
  subjectId: string,
  stored: Readonly<Answers>,
): Record<string, RawAnswer> {
  const raw: Record<string, RawAnswer> = {};
  for (const field of fieldsOf(definition, subjectId)) {
    const answer = answerOf(field, own(stored, field.id));
    if (answer === undefined) continue;
    raw[field.id] = Array.isArray(answer) ? answer : typedText(field, answer);
  }
  return raw;
}

function typedText(field: Field, answer: Answers[string]): string {
  switch (field.type) {
    case "yes_no":
      return answer === true ? "sim" : "nao";
    case "choice":
      return String(answer);
    case "number":
      return displayText({ ...field, unit: undefined }, answer);
    default:
      return displayText(field, answer);
  }
}
