import { compact } from "./compact";

const CURRENT = /^[A-HJ-NPR-Z0-9]{13}\d{4}$/;
const OLDER = /^[A-Z0-9]{5,21}$/;

/**
 * A chassis number, or null: 17 characters without I, O, Q, the last four digits. In Brazil the
 * ninth is not a check digit. `older` also takes numbers from before the norm, 5 to 21 characters.
 */
export function parseChassis(text: string, options: { older?: boolean } = {}): string | null {
  const chassis = compact(text);
  if (CURRENT.test(chassis)) return chassis;
  return options.older && OLDER.test(chassis) ? chassis : null;
}
