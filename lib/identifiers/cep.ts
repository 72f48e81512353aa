import { compact } from "./compact";

/** The 8 digits of a postal code, or null. */
export function parseCep(text: string): string | null {
  const cep = compact(text);
  return /^\d{8}$/.test(cep) && cep !== "00000000" ? cep : null;
}

/** `76801059` → `76801-059`. */
export function formatCep(cep: string): string {
  return cep.replace(/^(\d{5})(\d{3})$/, "$1-$2");
}
