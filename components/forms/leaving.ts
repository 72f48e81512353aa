"use client";

import { useFormContext } from "react-hook-form";
import { afterPress } from "@/components/ui/after-press";
import { type Filling, tidyAnswer } from "@/lib/catalog/filling";
import { problem } from "@/lib/forms/answers";
import type { InputField } from "@/lib/forms/schema";
import { useToday } from "./today";

/**
 * What happens when a person leaves a box of text: the answer is written as people write it, and what cannot be
 * right is said at once. An empty box is not: whether it is missing shows when the form is sent.
 */
export function useLeaving(field: Exclude<InputField, { type: "file" }>) {
  const { getValues, setValue, setError, clearErrors } = useFormContext<Filling>();
  const today = useToday();
  return () => {
    const name = `answers.${field.id}` as const;
    const typed = getValues(name);
    if (typeof typed !== "string") return;
    const tidy = tidyAnswer(field, typed);
    if (tidy !== typed) setValue(name, tidy, { shouldDirty: true });
    const message = problem(field, false, tidy, [], today());
    // A line that comes or goes moves what is below it, and the press that led here would miss its button.
    afterPress(() => {
      if (getValues(name) !== tidy) return;
      if (message) setError(name, { type: "check", message });
      else if (tidy.trim()) clearErrors(name);
    });
  };
}
