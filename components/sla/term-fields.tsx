"use client";

import { type FieldPath, get } from "react-hook-form";
import { Field, Fieldset } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { PRIORITIES, type Priority, TARGET_KINDS, type TargetKind, TERM_UNITS } from "@/db/enums";
import { TARGET_LABELS, TERM_UNIT_LABELS } from "@/lib/sla/labels";
import type { PolicyInput } from "@/lib/sla/schema";
import { PRIORITY_LABELS } from "@/lib/tickets/labels";
import { count, drawn } from "./count";
import type { PolicyForm } from "./policy-editor";

/** What is promised at each priority, and when managers hear of it again. */
export function TermFields({ form }: { form: PolicyForm }) {
  return (
    <>
      <div>
        <h2 id="promessas" className="text-lg font-bold">
          O que o serviço promete
        </h2>
        <p className="mt-1 max-w-prose text-soft">
          As horas e os dias úteis correm pelo calendário do departamento e param enquanto o chamado espera.
          Deixe em branco o que não tem prazo. Os chamados já abertos ficam com o que lhes foi prometido.
        </p>
      </div>
      <div className="grid gap-6">
        {PRIORITIES.map((priority) => (
          <Fieldset key={priority} legend={`Prioridade ${PRIORITY_LABELS[priority].toLowerCase()}`}>
            <div className="grid gap-4 md:grid-cols-2">
              {TARGET_KINDS.map((kind) => (
                <TermField key={kind} form={form} priority={priority} kind={kind} />
              ))}
            </div>
          </Fieldset>
        ))}
      </div>
      <Field
        label="Avisar o gestor de novo depois de"
        help="Em horas úteis a partir do vencimento. Em branco, ele só é avisado quando vence."
        optional
        error={form.formState.errors.escalationHours?.message}
      >
        {(control) => (
          <span className="flex items-center gap-2">
            <Input
              {...control}
              {...form.register("escalationHours", count)}
              defaultValue={drawn(form, "escalationHours")}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-24"
            />
            horas úteis
          </span>
        )}
      </Field>
    </>
  );
}

type TermFieldProps = { form: PolicyForm; priority: Priority; kind: TargetKind };

function TermField({ form, priority, kind }: TermFieldProps) {
  const name = `terms.${priority}.${kind}` as const;
  // What is wrong between the two is said at the first.
  const deps: FieldPath<PolicyInput> = `terms.${priority}.first_response.amount`;
  const message: unknown =
    get(form.formState.errors, `${name}.amount.message`) ??
    get(form.formState.errors, `${name}.unit.message`);
  return (
    <Field label={TARGET_LABELS[kind]} error={typeof message === "string" ? message : undefined}>
      {(control) => (
        <span className="flex gap-2">
          <Input
            {...control}
            {...form.register(`${name}.amount`, { ...count, deps })}
            defaultValue={drawn(form, `${name}.amount`)}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-24"
          />
          <Select
            aria-label={`${TARGET_LABELS[kind]}, prioridade ${PRIORITY_LABELS[priority].toLowerCase()}: como se conta`}
            {...form.register(`${name}.unit`, { deps })}
            defaultValue={drawn(form, `${name}.unit`)}
          >
            {TERM_UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {TERM_UNIT_LABELS[unit]}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}
