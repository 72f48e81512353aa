import { answerOf } from "./reading";
import type { Answer, Comparison, Condition, Field } from "./schema";
import { fold } from "./text";

/** What is known of a field asked before: its answer if visible and readable, and its files. */
export type Known = { field: Field; answer: Answer | undefined; files: number };

/** Whether a condition holds. A field that is hidden or blank has no answer: only `not_…` and `empty` hold. */
export function holds(condition: Condition, known: ReadonlyMap<string, Known>): boolean {
  if ("all" in condition) return condition.all.every((part) => holds(part, known));
  if ("any" in condition) return condition.any.some((part) => holds(part, known));
  return compare(condition, known.get(condition.field));
}

function compare({ op, value }: Comparison, known: Known | undefined): boolean {
  const answer = known?.answer;
  switch (op) {
    case "filled":
      return answer !== undefined || (known?.files ?? 0) > 0;
    case "empty":
      return answer === undefined && (known?.files ?? 0) === 0;
    case "equals":
    case "in":
      return known !== undefined && isOneOf(known, value);
    case "not_equals":
    case "not_in":
      return known === undefined || !isOneOf(known, value);
    case "contains":
      return known !== undefined && contains(known, value);
    case "gt":
    case "lt":
      return isBeyond(answer, value, op);
  }
}

function isOneOf({ field, answer }: Known, value: Comparison["value"]): boolean {
  if (answer === undefined || value === undefined) return false;
  const given = [answer].flat().map(comparable);
  return [value].flat().some((expected) => given.includes(comparable(canonical(field, expected))));
}

function contains({ field, answer }: Known, value: Comparison["value"]): boolean {
  if (answer === undefined || value === undefined) return false;
  if (Array.isArray(answer)) return isOneOf({ field, answer, files: 0 }, value);
  const text = fold(String(answer));
  return [value].flat().some((part) => text.includes(fold(String(part))));
}

function isBeyond(answer: Answer | undefined, value: Comparison["value"], op: "gt" | "lt"): boolean {
  const comparableKinds =
    (typeof answer === "number" && typeof value === "number") ||
    (typeof answer === "string" && typeof value === "string");
  if (!comparableKinds || answer === undefined || value === undefined) return false;
  return op === "gt" ? answer > value : answer < value;
}

/** The expected value as the field would store it, so that `ABC-1234` in a condition finds `ABC1234`. */
function canonical(field: Field, expected: Answer): Answer {
  return field.type === "choices" ? expected : (answerOf(field, expected) ?? expected);
}

const comparable = (answer: Answer) => (typeof answer === "string" ? fold(answer) : answer);
