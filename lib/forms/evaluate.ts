import { holds, type Known } from "./condition";
import { answerOf } from "./reading";
import type { Answers, Field, FormDefinition, FormFiles, Section, Subject } from "./schema";

export type VisibleField = { field: Field; required: boolean };
export type VisibleSection = { section: Section; fields: VisibleField[] };
export type Evaluation = {
  /** Undefined when the form has no such subject; then nothing is visible. */
  subject: Subject | undefined;
  sections: VisibleSection[];
  /** Answers of visible fields that could be read, in the form that is stored. */
  answers: Answers;
};

/**
 * What is visible and what is required for these answers. Goes through the form once, in order:
 * a condition looks at earlier fields only, and a hidden field counts as unanswered.
 */
export function evaluate(
  definition: FormDefinition,
  subjectId: string,
  raw: Readonly<Record<string, unknown>>,
  files: FormFiles = {},
): Evaluation {
  const subject = definition.subjects.find(({ id }) => id === subjectId);
  const known = new Map<string, Known>();
  const sections: VisibleSection[] = [];
  for (const section of subject?.sections ?? []) {
    if (section.showIf && !holds(section.showIf, known)) continue;
    const fields: VisibleField[] = [];
    for (const field of section.fields) {
      if (field.showIf && !holds(field.showIf, known)) continue;
      fields.push({ field, required: isRequired(field, known) });
      known.set(field.id, {
        field,
        answer: answerOf(field, own(raw, field.id)),
        files: field.type === "file" ? (own(files, field.id)?.length ?? 0) : 0,
      });
    }
    if (fields.length > 0) sections.push({ section, fields });
  }
  const answers: Answers = {};
  for (const [id, { answer }] of known) if (answer !== undefined) answers[id] = answer;
  return { subject, sections, answers };
}

function isRequired(field: Field, known: ReadonlyMap<string, Known>): boolean {
  if (field.type === "info") return false;
  return field.required || (field.requiredIf !== undefined && holds(field.requiredIf, known));
}

/** A property of the object itself, never one it inherits. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Every field of a subject, in order, visible or not. */
export function fieldsOf(definition: FormDefinition, subjectId: string): Field[] {
  const subject = definition.subjects.find(({ id }) => id === subjectId);
  return subject?.sections.flatMap((section) => section.fields) ?? [];
}
