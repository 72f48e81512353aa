"use client";

import type { FieldPath } from "react-hook-form";
import { Controller, get } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { DAY_UNITS } from "@/db/enums";
import { DAY_UNIT_LABELS } from "@/lib/sla/labels";
import type { PolicyInput } from "@/lib/sla/schema";
import { count, drawn } from "./count";
import type { PolicyForm } from "./policy-editor";

const DAYS: readonly { name: FieldPath<PolicyInput>; label: string; help: string }[] = [
  {
    name: "pendingLapseDays",
    label: "Sem resposta do requerente",
    help: "Depois desses dias, o encerramento é proposto.",
  },
  {
    name: "validationLapseDays",
    label: "Sem resposta à solução",
    help: "Depois desses dias, o chamado é encerrado.",
  },
  {
    name: "reopenWindowDays",
    label: "Para reabrir",
    help: "Depois da aprovação. Com 0, aprovar encerra na hora.",
  },
];

/** How long the service waits for an answer, and how it tells before it acts. */
export function SilenceFields({ form }: { form: PolicyForm }) {
  const { errors } = form.formState;
  const messageAt = (name: string) => {
    const message: unknown = get(errors, `${name}.message`);
    return typeof message === "string" ? message : undefined;
  };
  return (
    <>
      <div>
        <h2 id="silencio" className="text-lg font-bold">
          Quando o requerente não responde
        </h2>
        <p className="mt-1 max-w-prose text-soft">
          Nenhum chamado se encerra por silêncio sem aviso: o último sai pelo menos um dia antes, e quem ainda
          precisa pode dizer isso com um toque.
        </p>
      </div>
      <div className="grid gap-4 md:grid-cols-3">
        {DAYS.map(({ name, label, help }) => (
          <Field key={name} label={label} help={help} required error={messageAt(name)}>
            {(control) => (
              <span className="flex items-center gap-2">
                <Input
                  {...control}
                  {...form.register(name, count)}
                  defaultValue={drawn(form, name)}
                  inputMode="numeric"
                  autoComplete="off"
                  className="max-w-24"
                />
                dias
              </span>
            )}
          </Field>
        ))}
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="Como se contam esses dias" required error={errors.dayUnit?.message}>
          {(control) => (
            <Select {...control} {...form.register("dayUnit")} defaultValue={drawn(form, "dayUnit")}>
              {DAY_UNITS.map((unit) => (
                <option key={unit} value={unit}>
                  {DAY_UNIT_LABELS[unit]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Controller
          control={form.control}
          name="noticeDays"
          render={({ field, fieldState }) => (
            <Field
              label="Avisar quantos dias antes"
              help="Um ou mais números, como 5, 1. Um aviso mais longo que o prazo não sai."
              required
              error={
                fieldState.error?.message ??
                (Array.isArray(fieldState.error)
                  ? fieldState.error.find((each) => each?.message)?.message
                  : undefined)
              }
            >
              {(control) => (
                <Input
                  {...control}
                  ref={field.ref}
                  defaultValue={field.value.join(", ")}
                  key={form.getValues("revision")}
                  autoComplete="off"
                  onBlur={field.onBlur}
                  onChange={(event) => field.onChange(numbersIn(event.target.value))}
                />
              )}
            </Field>
          )}
        />
      </div>
    </>
  );
}

const numbersIn = (text: string) =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
