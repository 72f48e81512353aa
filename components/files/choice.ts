import { extensionOf, FILE_TYPES, typeOfName } from "@/lib/attachments/kinds";
import { formatSize, tooLarge } from "@/lib/attachments/limits";
import { acceptedTypes, kindsInWords } from "@/lib/forms/limits";
import type { FileKind } from "@/lib/forms/schema";

/** What a field takes. */
export interface FileRules {
  kinds?: readonly FileKind[];
  maxFiles: number;
  maxBytes: number;
}

/** Content types a field takes, for the file input. */
export function typesOf({ kinds }: Pick<FileRules, "kinds">): string[] {
  return kinds ? acceptedTypes([...kinds]) : Object.keys(FILE_TYPES);
}

/** What a person should know before choosing. */
export function rulesInWords({ kinds, maxFiles, maxBytes }: FileRules): string {
  const what = kinds ? upperFirst(kindsInWords([...kinds])) : "PDF, imagem, documento, planilha ou texto";
  const many = maxFiles === 1 ? "um arquivo" : `até ${maxFiles} arquivos`;
  return `${what}; ${many}, com até ${formatSize(maxBytes)}${maxFiles === 1 ? "" : " cada"}.`;
}

/** What is wrong with a file as far as the browser can tell, or null. The server looks again, inside. */
export function problemOf(file: File, rules: FileRules, already: number): string | null {
  if (already >= rules.maxFiles) {
    return rules.maxFiles === 1
      ? "Aqui cabe um arquivo só. Remova o outro para trocar."
      : `O limite é de ${rules.maxFiles} arquivos. Remova um para enviar este.`;
  }
  if (file.size === 0) return "O arquivo está vazio, ou é uma pasta.";
  if (file.size > rules.maxBytes) return tooLarge(rules.maxBytes);
  const type = typeOfName(file.name);
  if (type ? typesOf(rules).includes(type) : extensionOf(file.name) === "") return null;
  return rules.kinds
    ? `Este tipo de arquivo não é aceito aqui. Envie ${kindsInWords([...rules.kinds])}.`
    : "Este tipo de arquivo não é aceito. Envie PDF, imagem, documento, planilha ou texto.";
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
