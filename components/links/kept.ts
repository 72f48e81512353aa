import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import type { LocalCopies } from "@/components/drafts/local-copy";

/**
 * Fills some fields of a form with what was kept of them, and keeps what is typed there from now on. `onKept` is called where
 * something had been. Returns what ends it.
 */
export function keepTyped<Input extends FieldValues, Output>(
  copies: LocalCopies,
  form: Pick<UseFormReturn<Input, unknown, Output>, "watch" | "setValue">,
  fields: readonly Path<Input>[],
  onKept?: () => void,
): () => void {
  const content = copies.read(Date.now())?.content ?? {};
  const kept = fields.filter((name) => typeof content[name] === "string" && content[name] !== "");
  for (const name of kept)
    form.setValue(name, content[name] as PathValue<Input, Path<Input>>, { shouldDirty: true });
  if (kept.length > 0) onKept?.();
  const watching = form.watch((values) => {
    const typed = Object.fromEntries(fields.map((name) => [name, values[name]]));
    copies.write({ id: "", revision: 0, content: typed, at: Date.now() });
  });
  return () => watching.unsubscribe();
}
