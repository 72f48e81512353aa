import { parseCep } from "@/lib/identifiers/cep";
import { parseChassis } from "@/lib/identifiers/chassis";
import { parseCnpj } from "@/lib/identifiers/cnpj";
import { parseCpf } from "@/lib/identifiers/cpf";
import { parseEmail } from "@/lib/identifiers/email";
import { parsePhone } from "@/lib/identifiers/phone";
import { parsePlate } from "@/lib/identifiers/plate";
import { parseRenavam } from "@/lib/identifiers/renavam";
import { parseDay } from "./day";
import { LIMIT, parseMoney, parseNumber } from "./number";
import type { Answer, Field, FieldOf } from "./schema";
import { cleanLine, cleanText, fold } from "./text";

export type Reading = { kind: "blank" } | { kind: "unreadable" } | { kind: "value"; value: Answer };

const BLANK: Reading = { kind: "blank" };
const YES_NO: Readonly<Record<string, boolean>> = { sim: true, true: true, nao: false, false: false };

/**
 * What a raw answer means for its field, in the form that is stored. Reading what was already
 * read gives the same. Limits (length, range) are another matter: see `limits.ts`.
 */
export function readAnswer(field: Field, raw: unknown): Reading {
  if (raw === undefined || raw === null || field.type === "info" || field.type === "file") return BLANK;
  if (field.type === "choices") return readChoices(field, raw);
  if (typeof raw === "string") {
    const text = field.type === "long_text" ? cleanText(raw) : cleanLine(raw);
    return text === "" ? BLANK : value(readText(field, text));
  }
  if (typeof raw === "boolean") return value(field.type === "yes_no" ? raw : null);
  if (typeof raw === "number") return value(readNumber(field, raw));
  return { kind: "unreadable" };
}

/** The stored answer, or undefined when it is blank or cannot be read. */
export function answerOf(field: Field, raw: unknown): Answer | undefined {
  const reading = readAnswer(field, raw);
  return reading.kind === "value" ? reading.value : undefined;
}

function readText(field: Exclude<Field, { type: "info" | "file" | "choices" }>, text: string): Answer | null {
  switch (field.type) {
    case "text":
    case "long_text":
      return text;
    case "number":
      return parseNumber(text);
    case "money":
      return parseMoney(text);
    case "date":
      return parseDay(text);
    case "choice":
      return field.options.some((option) => option.id === text) ? text : null;
    case "yes_no": {
      const word = fold(text);
      return Object.hasOwn(YES_NO, word) ? (YES_NO[word] ?? null) : null;
    }
    case "cpf":
      return parseCpf(text);
    case "cnpj":
      return parseCnpj(text);
    case "plate":
      return parsePlate(text);
    case "chassis":
      return parseChassis(text, { older: field.older });
    case "renavam":
      return parseRenavam(text);
    case "phone":
      return parsePhone(text);
    case "email":
      return parseEmail(text);
    case "cep":
      return parseCep(text);
  }
}

/** A number is a stored answer coming back, as large as one that is typed: for money it is already cents. */
function readNumber(field: Field, raw: number): number | null {
  if (field.type === "money") return Number.isInteger(raw) && Math.abs(raw) <= LIMIT * 100 ? raw + 0 : null;
  return field.type === "number" && Math.abs(raw) <= LIMIT ? raw + 0 : null;
}

function readChoices(field: FieldOf<"choices">, raw: unknown): Reading {
  const chosen = (Array.isArray(raw) ? raw : [raw]).filter((item) => item !== "" && item !== false);
  if (chosen.length === 0) return BLANK;
  const known = new Set(field.options.map((option) => option.id));
  if (chosen.some((item) => typeof item !== "string" || !known.has(item))) return { kind: "unreadable" };
  return {
    kind: "value",
    value: field.options.map((option) => option.id).filter((id) => chosen.includes(id)),
  };
}

const value = (answer: Answer | null): Reading =>
  answer === null ? { kind: "unreadable" } : { kind: "value", value: answer };
