import type { IdentifierKind } from "@/db/enums";
import { parseChassis } from "../identifiers/chassis";
import { parseCnpj } from "../identifiers/cnpj";
import { parseCpf } from "../identifiers/cpf";
import { canonicalPlate, parsePlate } from "../identifiers/plate";
import { parseRenavam } from "../identifiers/renavam";
import { parseNumber } from "../number";

const LONGEST = 200;

/** A line of dashes: each would negate the next, deeper than the full-text search can follow. */
const MINUSES = /-[\p{P}\p{S}\s]*-/gu;

/** An identifier in the spelling in which it is stored. */
export interface Identifier {
  kind: IdentifierKind;
  value: string;
}

/** What a person may have meant with what they typed. */
export interface BoxReading {
  /** The whole text as a ticket's number. */
  number: number | null;
  /** The whole text as plate, chassis, RENAVAM, CPF or CNPJ; several when it could be more than one. */
  identifiers: Identifier[];
  /** Identifiers among other words, each with the word as typed. */
  among: { word: string; identifiers: Identifier[] }[];
  /** The remaining words. */
  words: string;
}

/** The text of a search box in one line, without what no database takes, and of a sane length. */
export function cleanBox(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cs}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .normalize("NFC");
  return [...line].slice(0, LONGEST).join("").trim();
}

/** Reads a search box; null when it is empty. */
export function readBox(text: string): BoxReading | null {
  const box = cleanBox(text).replace(MINUSES, "-");
  if (box === "") return null;
  const whole = { number: parseNumber(box), identifiers: identifiersIn(box, true) };
  // Quotation marks and minus signs are a language of their own: left to the full-text search as they are.
  const tokens = box.includes('"') ? [box] : box.split(" ");
  if (tokens.length === 1) return { ...whole, among: [], words: box };

  const among: BoxReading["among"] = [];
  const words: string[] = [];
  for (const word of tokens) {
    const identifiers = word.startsWith("-") ? [] : identifiersIn(word, false);
    if (identifiers.length > 0) among.push({ word, identifiers });
    else words.push(word);
  }
  return { ...whole, among, words: words.join(" ") };
}

function identifiersIn(text: string, older: boolean): Identifier[] {
  const plate = parsePlate(text);
  const readings: [IdentifierKind, string | null][] = [
    ["plate", plate && canonicalPlate(plate)],
    ["chassis", parseChassis(text, { older: older && !plate && /\d/.test(text) })],
    ["renavam", parseRenavam(text)],
    ["cpf", parseCpf(text)],
    ["cnpj", parseCnpj(text)],
  ];
  return readings.flatMap(([kind, value]) => (value ? [{ kind, value }] : []));
}
