import { getAreaCodeInfo } from "@brazilian-utils/brazilian-utils/get-area-code-info";
import { compact } from "./compact";

const MOBILE = /^\d{2}9\d{8}$/;
const LANDLINE = /^\d{2}[2-6]\d{7}$/;

/** A Brazilian phone with an area code that exists, in E.164 (`+5569984000000`), or null. */
export function parsePhone(text: string): string | null {
  const national = withoutPrefixes(compact(text));
  if (!MOBILE.test(national) && !LANDLINE.test(national)) return null;
  return getAreaCodeInfo(national.slice(0, 2)) ? `+55${national}` : null;
}

/** `+5569984000000` → `(69) 98400-0000`. Anything else comes back unchanged. */
export function formatPhone(phone: string): string {
  return phone.replace(/^\+55(\d{2})(\d{4,5})(\d{4})$/, "($1) $2-$3");
}

/** Country code and trunk zero go only when what is left has the length of a phone: 55 is also an area code. */
function withoutPrefixes(digits: string): string {
  const withoutCountry = /^(?:00)?55(\d{10,11})$/.exec(digits)?.[1];
  return withoutCountry ?? /^0([1-9]\d{9,10})$/.exec(digits)?.[1] ?? digits;
}

/** As people write it; what is no phone stays as it was given. */
export const shownPhone = (phone: string | null): string | null =>
  phone && formatPhone(parsePhone(phone) ?? phone);
