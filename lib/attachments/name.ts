import { extensionOf } from "./kinds";

const LONGEST = 200;
/** Of a name that a stranger's program made so much is looked at. */
const LONGEST_RAW = 2000;

/**
 * A name that is safe to show and to save under: no path, no control or direction-changing characters, at most
 * 200 characters with its ending kept.
 */
export function cleanName(raw: string): string {
  const base = raw.slice(-LONGEST_RAW).toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
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
