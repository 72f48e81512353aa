/**
 * Letters and digits only, upper case: what is left of a number pasted with punctuation,
 * odd spaces, dashes or full-width digits.
 */
export function compact(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();
}
