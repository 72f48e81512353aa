import { isValidRenavam } from "@brazilian-utils/brazilian-utils/is-valid-renavam";
import { compact } from "./compact";

/** The 11 digits of a RENAVAM with a valid check digit, or null. Old ones of 9 digits are padded. */
export function parseRenavam(text: string): string | null {
  const digits = compact(text);
  if (!/^\d{9,11}$/.test(digits)) return null;
  const renavam = digits.padStart(11, "0");
  return isValidRenavam(renavam) ? renavam : null;
}
