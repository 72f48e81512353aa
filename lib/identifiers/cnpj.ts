import { isValidCnpj } from "@brazilian-utils/brazilian-utils/is-valid-cnpj";
import { compact } from "./compact";

/** The 14 characters of a CNPJ, numeric or alphanumeric, with valid check digits, or null. */
export function parseCnpj(text: string): string | null {
  const cnpj = compact(text);
  return isValidCnpj(cnpj, { version: 2 }) ? cnpj : null;
}

/** `12ABC34501DE35` → `12.ABC.345/01DE-35`. Anything else comes back unchanged. */
export function formatCnpj(cnpj: string): string {
  return cnpj.replace(/^([0-9A-Z]{2})([0-9A-Z]{3})([0-9A-Z]{3})([0-9A-Z]{4})(\d{2})$/, "$1.$2.$3/$4-$5");
}
