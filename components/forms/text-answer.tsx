"use client";

import type { ComponentProps } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { Filling } from "@/lib/catalog/filling";
import type { FieldOf, InputField } from "@/lib/forms/schema";
import { controlId, useFieldError } from "./control";
import { useLeaving } from "./leaving";

/** Fields answered in one line of text. */
export type LineField = Exclude<
  InputField,
  { type: "long_text" | "date" | "choice" | "choices" | "yes_no" | "file" }
>;

type InputLook = Pick<
  ComponentProps<typeof Input>,
  "type" | "inputMode" | "autoCapitalize" | "spellCheck" | "placeholder" | "className"
>;

/** Keyboards and widths; nothing here keeps anybody from typing or pasting what they have. */
const LOOKS: Record<LineField["type"], InputLook> = {
  text: {},
  number: { inputMode: "decimal", className: "max-w-48" },
  money: { inputMode: "decimal", placeholder: "R$ 0,00", className: "max-w-56" },
  cpf: { inputMode: "numeric", placeholder: "000.000.000-00", className: "max-w-56" },
  cnpj: {
    autoCapitalize: "characters",
    spellCheck: false,
    placeholder: "00.000.000/0000-00",
    className: "max-w-72",
  },
  plate: {
    autoCapitalize: "characters",
    spellCheck: false,
    placeholder: "ABC1D23 ou ABC-1234",
    className: "max-w-56",
  },
  chassis: { autoCapitalize: "characters", spellCheck: false, className: "max-w-80" },
  renavam: { inputMode: "numeric", className: "max-w-56" },
  phone: { type: "tel", inputMode: "tel", placeholder: "(69) 98400-0000", className: "max-w-64" },
  email: { type: "email", inputMode: "email", spellCheck: false, placeholder: "nome@exemplo.com.br" },
  cep: { inputMode: "numeric", placeholder: "00000-000", className: "max-w-40" },
};

/** Texts up to here get a short box, which says how much is expected. */
const SHORT = 20;

export function LineAnswer({ field, required }: { field: LineField; required: boolean }) {
  const { register } = useFormContext<Filling>();
  const name = `answers.${field.id}` as const;
  const leaving = useLeaving(field);
  const look = LOOKS[field.type];
  const short = field.type === "text" && field.maxLength <= SHORT;
  const input = (control: ComponentProps<typeof Input>) => (
    <Input
      {...look}
      {...control}
      className={short ? "max-w-64" : look.className}
      placeholder={field.placeholder ?? look.placeholder}
      autoComplete="off"
      {...register(name, { onBlur: leaving })}
    />
  );
  return (
    <Field
      id={controlId(name)}
      label={field.label}
      help={field.help}
      error={useFieldError(name)}
      required={required}
      optional={!required}
    >
      {(control) =>
        field.type === "number" && field.unit ? (
          <span className="flex items-center gap-2">
            {input(control)}
            <span aria-hidden="true" className="text-soft">
              {field.unit}
            </span>
          </span>
        ) : (
          input(control)
        )
      }
    </Field>
  );
}

export function LongAnswer({ field, required }: { field: FieldOf<"long_text">; required: boolean }) {
  const { register } = useFormContext<Filling>();
  const name = `answers.${field.id}` as const;
  const leaving = useLeaving(field);
  return (
    <Field
      id={controlId(name)}
      label={field.label}
      help={field.help}
      error={useFieldError(name)}
      required={required}
      optional={!required}
    >
      {(control) => (
        <>
          <Textarea
            {...control}
            placeholder={field.placeholder}
            rows={5}
            {...register(name, { onBlur: leaving })}
          />
          <Remaining name={name} limit={field.maxLength} />
        </>
      )}
    </Field>
  );
}

/** Says how much fits once the limit comes near. */
function Remaining({ name, limit }: { name: `answers.${string}`; limit: number }) {
  const value = useWatch<Filling, typeof name>({ name });
  const left = limit - (value?.length ?? 0);
  if (left > limit / 5) return null;
  return (
    <p className="text-right text-sm text-soft">
      {left < 0
        ? `${-left} caracteres a mais`
        : left === 1
          ? "cabe mais 1 caractere"
          : `cabem mais ${left} caracteres`}
    </p>
  );
}
