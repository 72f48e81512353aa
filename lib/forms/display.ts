import { formatCep } from "@/lib/identifiers/cep";
import { formatCnpj } from "@/lib/identifiers/cnpj";
import { formatCpf, maskCpf } from "@/lib/identifiers/cpf";
import { formatPhone } from "@/lib/identifiers/phone";
import { formatPlate } from "@/lib/identifiers/plate";
import { formatCents } from "../numbers";
import { formatDay } from "./day";
import { formatNumber } from "./number";
import type { Answer, Field } from "./schema";

/** A stored answer in words. An option that no longer exists shows its id. */
export function displayText(field: Field, answer: Answer): string {
  switch (field.type) {
    case "choice":
    case "choices":
      return [answer]
        .flat()
        .map((id) => field.options.find((option) => option.id === id)?.label ?? String(id))
        .join(", ");
    case "yes_no":
      return answer === true ? "Sim" : "Não";
    case "number":
      return withUnit(typeof answer === "number" ? formatNumber(answer) : String(answer), field.unit);
    case "money":
      return typeof answer === "number" ? formatCents(answer) : String(answer);
    default:
      return FORMATS[field.type]?.(String(answer)) ?? String(answer);
  }
}

/** What to show where the whole value is not needed; undefined when nothing is to be hidden. */
export function maskedText(field: Field, answer: Answer): string | undefined {
  return field.type === "cpf" ? maskCpf(String(answer)) : undefined;
}

const FORMATS: Partial<Record<Field["type"], (value: string) => string>> = {
  date: formatDay,
  cpf: formatCpf,
  cnpj: formatCnpj,
  plate: formatPlate,
  phone: formatPhone,
  cep: formatCep,
};

const withUnit = (text: string, unit: string | undefined) => (unit ? `${text} ${unit}` : text);
