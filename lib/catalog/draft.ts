import type { SentFile } from "@/lib/attachments/schema";
import { filesIn } from "@/lib/drafts/files";
import type { FormDefinition } from "@/lib/forms/schema";
import type { Filling, RawAnswer } from "./filling";

/**
 * A draft read back. It may be of an older form or of an older version of the app: what does not fit is left out,
 * and what is left keeps its place. Files count while the server still holds them; without a list of those, all do.
 */
export function readDraft(
  definition: FormDefinition,
  content: unknown,
  held: readonly SentFile[] | null = null,
): Partial<Filling> {
  const draft = record(content);
  const files = (value: unknown) => filesIn(value, held);
  const filling: Partial<Filling> = {
    answers: mapped(record(draft.answers), rawAnswer),
    fieldFiles: mapped(record(draft.fieldFiles), files),
    files: files(draft.files) ?? [],
  };
  const { subjectId } = draft;
  if (typeof subjectId === "string" && definition.subjects.some((subject) => subject.id === subjectId)) {
    filling.subjectId = subjectId;
  }
  for (const name of ["contactEmail", "contactPhone", "locality"] as const) {
    const value = draft[name];
    if (typeof value === "string") filling[name] = value;
  }
  return filling;
}

/** Nothing in it that the person would miss. */
export function isBlank(filling: Filling): boolean {
  const answered = Object.values(filling.answers).some((answer) => answer.length > 0);
  const sent = [filling.files, ...Object.values(filling.fieldFiles)].some((files) => files.length > 0);
  return !answered && !sent;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function mapped<T>(
  values: Record<string, unknown>,
  read: (value: unknown) => T | undefined,
): Record<string, T> {
  const result: Record<string, T> = {};
  for (const [key, value] of Object.entries(values)) {
    const answer = read(value);
    if (answer !== undefined) result[key] = answer;
  }
  return result;
}

function rawAnswer(value: unknown): RawAnswer | undefined {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
}

/** The number of the ticket from which the one being written goes on. */
export function draftContinues(content: unknown): number | null {
  const { continues } = record(content);
  return typeof continues === "number" && Number.isSafeInteger(continues) ? continues : null;
}
