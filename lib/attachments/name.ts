import { extensionOf } from "./kinds";

const LONGEST = 200;

/**
 * A name that is safe to show and to save under: no path, no control or direction-changing characters, at most
 * 200 characters with its ending kept.
 */
export function cleanName(raw: string): string {
  const base = raw.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const visible = base
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, "")
    .replace(/\s+/gu, " ")
    .replace(/^[\s.]+|[\s.]+$/gu, "");
  return shorten(visible || "arquivo");
}

/** Cuts the stem so that the name fits, and keeps the ending. */
function shorten(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= LONGEST) return name;
  const extension = extensionOf(name);
  const ending = extension ? `.${extension}` : "";
  return `${characters
    .slice(0, LONGEST - ending.length)
    .join("")
    .trimEnd()}${ending}`;
}
