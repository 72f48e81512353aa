// Invisible marks that reorder or hide text: they only serve to deceive the reader.
const INVISIBLE = /[\u200B\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** One clean line: no control or reordering characters, single spaces, composed accents. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ");
}

/** The same, keeping line breaks and tabs. */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, "")
      .replace(INVISIBLE, "")
      .normalize("NFC")
      .trim()
  );
}

/** For comparing words: accents and case do not count. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
