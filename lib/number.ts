/** A ticket's number as people read it: 8 digits, "00002172". */
export function formatNumber(number: number): string {
  return String(number).padStart(8, "0");
}

/** Reads a number typed or pasted with or without zeros, "#" or "nº"; null when it is none. */
export function parseNumber(text: string): number | null {
  const digits = /^\s*(?:#|n[ºo°.]*\s*)?0*([1-9]\d{0,14})\s*$/i.exec(text)?.[1];
  return digits ? Number(digits) : null;
}
