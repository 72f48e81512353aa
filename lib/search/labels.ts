import { formatCount } from "../numbers";

/** What a list can be sorted by, as a choice: each with the word that the address has for it. */
export const ORDER_CHOICES = [
  { word: "atualizado", label: "Última atualização" },
  { word: "abertura", label: "Data de abertura" },
  { word: "numero", label: "Número" },
  { word: "status", label: "Status" },
];

/** How many there are: "312", or "mais de 10.000" where counting stopped. */
export function formatTotal(total: { count: number; more: boolean }): string {
  return total.more ? `mais de ${formatCount(total.count)}` : formatCount(total.count);
}

/** What a reader hears when the list changes: "181 chamados na lista". */
export function listed(total: { count: number; more: boolean }): string {
  if (total.count === 0) return "Nenhum chamado na lista";
  return total.count === 1 ? "1 chamado na lista" : `${formatTotal(total)} chamados na lista`;
}

/** "Mostrando 26–50 de 312". */
export function showing(page: {
  rows: readonly unknown[];
  first: number | null;
  total: { count: number; more: boolean };
}): string {
  if (page.first === null) return `Mostrando mais ${page.rows.length} de ${formatTotal(page.total)}`;
  const last = page.first + page.rows.length - 1;
  return `Mostrando ${formatCount(page.first)}–${formatCount(last)} de ${formatTotal(page.total)}`;
}

/** Whose tickets a list shows. */
export const SCOPE_LABELS = { own: "Visão pessoal", institution: "Da minha instituição" } as const;
