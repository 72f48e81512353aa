import { plainText } from "../richtext/document";
import { ABOVE } from "./labels";
import type { LetterContent } from "./templates/letter";

/** A letter without HTML, for programs and people who read it so. */
export function plainLetter({
  paragraphs,
  quote,
  action,
  beside,
  open,
  fact,
  department,
  portal,
  hint,
  choices,
}: LetterContent): string {
  const parts = hint ? [ABOVE, ...paragraphs] : [...paragraphs];
  if (quote?.document) {
    const text = plainText(quote.document);
    if (text) parts.push(text.replace(/^/gm, "> ").replace(/^> $/gm, ">"));
  }
  if (quote && quote.files.length > 0) parts.push(`Arquivos: ${quote.files.join(", ")}`);
  if (action) parts.push(`${action.label}:\n${action.href}`);
  if (beside) parts.push(`${beside.label}:\n${beside.href}`);
  if (open) parts.push(`${open.label}:\n${open.href}`);
  if (fact) parts.push(fact);
  if (hint) parts.push(hint);
  const card = department ? [department.name, ...department.contact] : [];
  if (department?.messages) card.push(`Conversar por mensagem: ${department.messages}`);
  const last = choices ? [`${choices.label}: ${choices.href}`] : [];
  parts.push(["-- ", ...card, `Aviso automático do portal: ${portal}`, ...last].join("\n"));
  return `${parts.join("\n\n")}\n`;
}
