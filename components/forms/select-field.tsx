"use client";

import { type FieldPath, type FieldValues, get, type UseFormReturn } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";

type SelectFieldProps<Input extends FieldValues, Output> = {
  form: UseFormReturn<Input, unknown, Output>;
  name: FieldPath<Input>;
  label: string;
  options: readonly { id: string; name: string }[];
};

/** A list to choose one from, joined to a dialog's form. */
export function SelectField<Input extends FieldValues, Output>({
  form,
  name,
  label,
  options,
}: SelectFieldProps<Input, Output>) {
  const message: unknown = get(form.formState.errors, `${name}.message`);
  return (
    <Field label={label} required error={typeof message === "string" ? message : undefined}>
      {(control) => (
        <Select {...control} {...form.register(name)}>
          <option value="">Escolha</option>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
