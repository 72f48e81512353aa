"use client";

import { useFormContext } from "react-hook-form";
import { controlId, useFieldError } from "@/components/forms/control";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Filling } from "@/lib/catalog/filling";
import { formatPhone, parsePhone } from "@/lib/identifiers/phone";

/** How the person wants to be reached about this ticket, beside what their account says. */
export function ContactFields() {
  const { register, getValues, setValue } = useFormContext<Filling>();

  function writePhone() {
    const phone = parsePhone(getValues("contactPhone"));
    if (phone) setValue("contactPhone", formatPhone(phone), { shouldDirty: true });
  }

  return (
    <section aria-labelledby="contato" className="grid gap-6 border-t border-line pt-6">
      <div>
        <h2 id="contato" className="text-lg font-bold">
          Contato para este chamado
        </h2>
        <p className="mt-1 text-soft">
          Já preenchido com os dados da sua conta. Mude se quiser ser avisado de outro jeito.
        </p>
      </div>
      <div className="grid gap-6 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Field
          id={controlId("contactEmail")}
          label="E-mail para avisos"
          error={useFieldError("contactEmail")}
          optional
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              inputMode="email"
              autoComplete="email"
              spellCheck={false}
              {...register("contactEmail")}
            />
          )}
        </Field>
        <Field id={controlId("contactPhone")} label="Telefone" error={useFieldError("contactPhone")} optional>
          {(control) => (
            <Input
              {...control}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              {...register("contactPhone", { onBlur: writePhone })}
            />
          )}
        </Field>
      </div>
      <Field
        id={controlId("locality")}
        label="Localidade"
        help="De onde vem o pedido: uma unidade, uma agência ou “Usuário externo”."
        error={useFieldError("locality")}
        optional
      >
        {(control) => <Input {...control} autoComplete="off" {...register("locality")} />}
      </Field>
    </section>
  );
}
