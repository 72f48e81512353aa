import { compact } from "./compact";

const OLD = /^[A-Z]{3}\d{4}$/;
const MERCOSUL = /^[A-Z]{3}\d[A-Z]\d{2}$/;
const FIFTH = "ABCDEFGHIJ";

/** A plate in either format, as the person knows it (`ABC1234` or `ABC1C34`), or null. */
export function parsePlate(text: string): string | null {
  const plate = compact(text);
  return OLD.test(plate) || MERCOSUL.test(plate) ? plate : null;
}

/** The Mercosul spelling, the same for both spellings of one vehicle: `ABC1234` → `ABC1C34`. */
export function canonicalPlate(plate: string): string {
  if (!OLD.test(plate)) return plate;
  return `${plate.slice(0, 4)}${FIFTH.charAt(Number(plate.charAt(4)))}${plate.slice(5)}`;
}

/** Every spelling of one vehicle's plate: two, or one for a plate that never had the old format. */
export function plateSpellings(plate: string): string[] {
  const canonical = canonicalPlate(plate);
  const digit = FIFTH.indexOf(canonical.charAt(4));
  if (!MERCOSUL.test(canonical) || digit < 0) return [canonical];
  return [canonical, `${canonical.slice(0, 4)}${digit}${canonical.slice(5)}`];
}

/** `ABC1234` → `ABC-1234`; the Mercosul format is written without a hyphen. */
export function formatPlate(plate: string): string {
  return OLD.test(plate) ? `${plate.slice(0, 3)}-${plate.slice(3)}` : plate;
}
