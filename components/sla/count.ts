import { type FieldPath, get } from "react-hook-form";
import type { PolicyInput } from "@/lib/sla/schema";
import type { PolicyForm } from "./policy-editor";

/** How a field of a whole number is read: null when it is empty; what is no number is refused with words. */
export const count = {
  setValueAs: (value: unknown) => {
    if (typeof value !== "string") return value;
    const text = value.trim();
    return text === "" ? null : Number(text);
  },
};

/** What a field is drawn with before the form is alive. */
export function drawn({ formState }: PolicyForm, name: FieldPath<PolicyInput>): string {
  const value: unknown = get(formState.defaultValues, name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
