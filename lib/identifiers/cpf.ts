import { isValidCpf } from "@brazilian-utils/brazilian-utils/is-valid-cpf";
import { compact } from "./compact";

/** The 11 digits of a CPF with valid check digits, or null. Punctuation is accepted. */
export function parseCpf(text: string): string | null {
  const cpf = compact(text);
  return isValidCpf(cpf) ? cpf : null;
}

/** `52998224725` → `529.982.247-25`. Anything that is not 11 digits comes back unchanged. */
export function formatCpf(cpf: string): string {
  return cpf.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, "$1.$2.$3-$4");
}

/** `52998224725` → `***.982.247-**`, for wherever the whole number is not needed. */
export function maskCpf(cpf: string): string {
  return formatCpf(cpf).replace(/^\d{3}(\.\d{3}\.\d{3}-)\d{2}$/, "***$1**");
}
