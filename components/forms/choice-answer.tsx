"use client";

import { useController, useFormContext } from "react-hook-form";
import { Checkbox, Radio } from "@/components/ui/choice";
import { Field, Fieldset } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { Filling } from "@/lib/catalog/filling";
import type { FieldOf } from "@/lib/forms/schema";
import { controlId, useFieldError } from "./control";

/** More options than this are a list to open rather than a column to read. */
const FEW = 7;

const YES_NO = [
  { id: "sim", label: "Sim" },
  { id: "nao", label: "Não" },
];

type ChoiceField = FieldOf<"choice"> | FieldOf<"yes_no">;

/** One of several options. */
export function ChoiceAnswer({ field, required }: { field: ChoiceField; required: boolean }) {
  const { register } = useFormContext<Filling>();
  const name = `answers.${field.id}` as const;
  const error = useFieldError(name);
  const options = field.type === "yes_no" ? YES_NO : field.options;
  if (options.length > FEW) {
    return (
      <Field
        id={controlId(name)}
        label={field.label}
        help={field.help}
        error={error}
        required={required}
        optional={!required}
      >
        {(control) => (
          <Select {...control} {...register(name)}>
            <option value="">Escolha</option>
            {options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    );
  }
  return <RadioAnswer field={field} options={options} required={required} error={error} />;
}

type RadioAnswerProps = {
  field: ChoiceField;
  options: { id: string; label: string }[];
  required: boolean;
  error: string | undefined;
};

function RadioAnswer({ field, options, required, error }: RadioAnswerProps) {
  const name = `answers.${field.id}` as const;
  const { field: control } = useController<Filling, typeof name>({ name, defaultValue: "" });
  return (
    <Fieldset
      id={controlId(name)}
      legend={field.label}
      help={field.help}
      error={error}
      required={required}
      optional={!required}
    >
      <div className={field.type === "yes_no" ? "flex gap-6" : "grid"}>
        {options.map((option) => (
          <Radio
            key={option.id}
            name={name}
            value={option.id}
            label={option.label}
            checked={control.value === option.id}
            onChange={() => control.onChange(option.id)}
            onBlur={control.onBlur}
            aria-invalid={error ? true : undefined}
          />
        ))}
      </div>
      {!required && control.value && (
        <button
          type="button"
          className="link min-h-6 justify-self-start text-sm"
          onClick={() => control.onChange("")}
        >
          Limpar a resposta
        </button>
      )}
    </Fieldset>
  );
}

/** Any number of options. */
export function ChoicesAnswer({ field, required }: { field: FieldOf<"choices">; required: boolean }) {
  const name = `answers.${field.id}` as const;
  const { field: control } = useController<Filling, typeof name>({ name, defaultValue: [] });
  const error = useFieldError(name);
  const chosen = Array.isArray(control.value) ? control.value : [];
  return (
    <Fieldset
      id={controlId(name)}
      legend={field.label}
      help={field.help}
      error={error}
      required={required}
      optional={!required}
    >
      <div className="grid">
        {field.options.map((option) => (
          <Checkbox
            key={option.id}
            name={name}
            value={option.id}
            label={option.label}
            checked={chosen.includes(option.id)}
            onChange={(event) =>
              control.onChange(
                event.target.checked ? [...chosen, option.id] : chosen.filter((id) => id !== option.id),
              )
            }
            onBlur={control.onBlur}
            aria-invalid={error ? true : undefined}
          />
        ))}
      </div>
    </Fieldset>
  );
}
